using System.CommandLine;
using Assay.Attestation.Keys;
using Assay.Cli.Provenance;
using Assay.Cli.Provenance.Deployment;
using Assay.Contracts.Findings;
using Assay.Reporting.Attestations;

namespace Assay.Cli.Commands;

/// <summary>Options of the commands that attest a scan.</summary>
internal sealed class AttestationOptionsOfCommands
{
    public Option<string?> Key { get; } = new("--key") { Description = "Private key in PEM, on P-256, that signs the attestation (default: Attestation:Key)", HelpName = "PEM" };

    public Option<string?> PassphraseFile { get; } = new("--passphrase-file") { Description = "File whose first line is the key's passphrase", HelpName = "FILE" };

    public Option<string?> PassphraseEnv { get; } = new("--passphrase-env") { Description = "Environment variable that holds it", HelpName = "NAME" };

    public Option<string?> ValidFor { get; } = new("--valid-for") { Description = "How long the attested verdict counts, e.g. 90d (default: no end)", HelpName = "DURATION" };

    /// <summary>The key that the command names; null where it names none.</summary>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public AttestationSigning? Signing(ParseResult parsed)
    {
        var (file, variable) = (parsed.GetValue(PassphraseFile), parsed.GetValue(PassphraseEnv));
        var validFor = Duration.Parse("--valid-for", parsed.GetValue(ValidFor));
        if (parsed.GetValue(Key) is not { } path)
            return file is null && variable is null && validFor is null ? null : throw new UsageException("--passphrase-file, --passphrase-env and --valid-for go with --key");
        return new(Read(path, Passphrase(file, variable)), IsInstallationKey: false, validFor, null);
    }

    private static EcdsaSigner Read(string path, string? passphrase)
    {
        var key = EcdsaSigner.FromPem(BoundedFile.ReadText(path, "the key"), passphrase);
        if (!key.IsOk) throw new UsageException($"the key '{EvidenceText.Quote(path)}' cannot be used: {key.Reason}");
        if (key.Value.PublicKey is EcdsaPublicKey { Curve.Name: "P-256" }) return key.Value;
        key.Value.Dispose();
        throw new UsageException($"the key '{EvidenceText.Quote(path)}' is not on P-256, and entries of the transparency log are for such keys only");
    }

    private static string? Passphrase(string? file, string? variable)
    {
        if (file is not null && variable is not null) throw new UsageException("--passphrase-file and --passphrase-env exclude each other");
        if (variable is not null) return Environment.GetEnvironmentVariable(variable) ?? throw new UsageException($"the environment variable '{EvidenceText.Quote(variable)}' is not set");
        if (file is null) return null;
        using var lines = new StringReader(BoundedFile.ReadText(file, "the passphrase"));
        return lines.ReadLine() ?? "";
    }
}
