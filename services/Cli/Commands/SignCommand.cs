using System.CommandLine;
using Assay.Cli.Provenance;
using Assay.Contracts.Findings;

namespace Assay.Cli.Commands;

/// <summary><c>assay sign</c>: signs a model, so that others can tell it from a changed one.</summary>
internal static class SignCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("target") { Description = "Directory or file of the model" };
        var key = new Option<string>("--key")
        {
            Description = "Private key in PEM: ECDSA on P-256, P-384 or P-521",
            HelpName = "PEM",
            Required = true,
        };
        var certificate = new Option<string?>("--certificate") { Description = "The signer's certificate, in PEM", HelpName = "PEM" };
        var chain = new Option<string?>("--chain") { Description = "The certificates that issued it, in PEM", HelpName = "PEM" };
        var output = new Option<string?>("--output")
        {
            Description = "Where the signature goes (default: model.sig in the model)",
            HelpName = "FILE",
        };
        var shards = new Option<long?>("--shards") { Description = "Sign ranges of so many bytes instead of whole files", HelpName = "SIZE" };
        var allowSymlinks = new Option<bool>("--allow-symlinks") { Description = "Include files inside the model that links lead to" };
        var ignorePath = new Option<string[]>("--ignore-path")
        {
            Description = "Path below the model that is not signed; may be repeated",
            HelpName = "P",
        };
        var passphraseFile = new Option<string?>("--passphrase-file")
        {
            Description = "File whose first line is the key's passphrase",
            HelpName = "FILE",
        };
        var passphraseEnv = new Option<string?>("--passphrase-env") { Description = "Environment variable that holds it", HelpName = "NAME" };
        var command = new Command("sign", "Sign a model (OpenSSF Model Signing)")
        {
            target, key, certificate, chain, output, shards, allowSymlinks, ignorePath, passphraseFile, passphraseEnv,
        };
        command.SetAction(async (parsed, cancellation) => await RunAsync(
            new()
            {
                Target = parsed.GetValue(target)!,
                Key = parsed.GetValue(key)!,
                Certificate = parsed.GetValue(certificate),
                Chain = parsed.GetValue(chain),
                Output = parsed.GetValue(output),
                ShardSize = parsed.GetValue(shards),
                AllowSymlinks = parsed.GetValue(allowSymlinks),
                IgnorePaths = parsed.GetValue(ignorePath) ?? [],
                PassphraseFile = parsed.GetValue(passphraseFile),
                PassphraseEnvironment = parsed.GetValue(passphraseEnv),
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SignRequest request, CancellationToken cancellation)
    {
        if (request.ShardSize is <= 0) throw new UsageException("--shards is a number of bytes above zero");
        var (signature, path) = await ModelSigning.RunAsync(request, cancellation);
        foreach (var reason in signature.Refusals) Console.Error.WriteLine($"assay: {reason.Id}: {reason.Message}");
        if (signature.Bundle is null) return ExitCode.Findings;
        Console.Out.WriteLine($"Signed {signature.Files} files, {signature.Bytes} bytes: {EvidenceText.Quote(path)}");
        if (signature.Ignored.Count > 0) Console.Out.WriteLine($"Not signed, because excluded: {signature.Ignored.Count} files");
        return ExitCode.Ok;
    }
}
