using System.CommandLine;
using Assay.Cli.Provenance;
using Assay.Cli.Provenance.Deployment;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Cli.Commands;

/// <summary><c>assay verify</c>: whether a model is what somebody whom you trust has signed.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var target = new Argument<string?>("target") { Description = "Directory or file of the model", Arity = ArgumentArity.ZeroOrOne };
        var signature = File("--signature", "The signature (OpenSSF Model Signing)");
        var key = File("--key", "Public key of the signer, in PEM");
        var certificateRoot = File("--certificate-root", "Root certificates to trust, in PEM; the signer's own certificate is a pin");
        var trustedRoot = File("--trusted-root", "Trusted root of sigstore, in JSON; with --identity and --issuer");
        var identity = new Option<string?>("--identity")
        {
            Description = "Who has to have signed: e-mail address or URI in the certificate",
            HelpName = "ID",
        };
        var issuer = new Option<string?>("--issuer") { Description = "Who vouched for the identity", HelpName = "URL" };
        var allowSymlinks = new Option<bool>("--allow-symlinks") { Description = "Follow links where the signature says nothing about them" };
        var ignoreUnsigned = new Option<bool>("--ignore-unsigned") { Description = "Accept files that are not in the signature, and name them" };
        var ignorePath = new Option<string[]>("--ignore-path")
        {
            Description = "Path below the model that needs no signature; may be repeated",
            HelpName = "P",
        };
        var at = new Option<string?>("--at") { Description = "As of when certificates have to be valid (default: now)", HelpName = "TIME" };
        var lenient = new Option<bool>("--lenient") { Description = "Accept what the reference implementation accepts, and list it" };
        var batch = File("--batch", "Verify what a file asks for: one JSON object a line");
        var attestation = File("--attestation", "Attestation of a scan, or an approval that was exported");
        var trust = File("--trust", "With --attestation: trust file of the registry ('assay registry export-trust')");
        var notOlderThan = new Option<string?>("--not-older-than") { Description = "With --attestation: oldest verdict that counts, e.g. 30d", HelpName = "DURATION" };
        var trustNotOlderThan = new Option<string?>("--trust-not-older-than") { Description = "With --trust: oldest list of revocations that counts", HelpName = "DURATION" };
        var depth = new Option<string?>("--require-depth") { Description = "With --attestation: least depth of the scan", HelpName = "metadata|structure|full|probe" };
        var policyDigest = new Option<string?>("--policy-digest") { Description = "With --attestation: the policy that has to have decided", HelpName = "SHA256" };
        var format = new Option<string>("--format") { Description = "text or json (default: text)", HelpName = "FORMAT", DefaultValueFactory = _ => "text" };
        var command = new Command("verify", "Say whether a model is what somebody whom you trust has signed")
        {
            target, signature, key, certificateRoot, trustedRoot, identity, issuer, allowSymlinks, ignoreUnsigned, ignorePath, at, lenient, batch, format,
            attestation, trust, notOlderThan, trustNotOlderThan, depth, policyDigest,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var isJson = IsJson(parsed.GetValue(format)!);
            var request = new VerifyRequest
            {
                Target = parsed.GetValue(target),
                Signature = parsed.GetValue(signature),
                Key = parsed.GetValue(key),
                CertificateRoot = parsed.GetValue(certificateRoot),
                TrustedRoot = parsed.GetValue(trustedRoot),
                Identity = parsed.GetValue(identity),
                Issuer = parsed.GetValue(issuer),
                AllowSymlinks = parsed.GetValue(allowSymlinks),
                IgnoreUnsigned = parsed.GetValue(ignoreUnsigned),
                IgnorePaths = parsed.GetValue(ignorePath),
                At = parsed.GetValue(at),
                Lenient = parsed.GetValue(lenient),
            };
            var deployment = new DeploymentRequest
            {
                Target = request.Target ?? "",
                Attestation = parsed.GetValue(attestation) ?? "",
                Key = request.Key,
                Trust = parsed.GetValue(trust),
                NotOlderThan = parsed.GetValue(notOlderThan),
                TrustNotOlderThan = parsed.GetValue(trustNotOlderThan),
                Depth = Depth(parsed.GetValue(depth)),
                PolicyDigest = parsed.GetValue(policyDigest),
                At = request.At,
            };
            if (parsed.GetValue(attestation) is not null) return Deployment(request, deployment, parsed.GetValue(batch), isJson, cancellation);
            if (deployment != new DeploymentRequest { Target = deployment.Target, Attestation = "", Key = request.Key, At = request.At })
                throw new UsageException("--trust, --not-older-than, --trust-not-older-than, --require-depth and --policy-digest go with --attestation");
            return parsed.GetValue(batch) is { } file
                ? await BatchAsync(file, request, isJson, cancellation)
                : await OneAsync(request, isJson, cancellation);
        });
        return command;
    }

    private static async Task<int> OneAsync(VerifyRequest request, bool isJson, CancellationToken cancellation)
    {
        var result = await ModelVerification.RunAsync(request, TimeProvider.System.GetUtcNow(), cancellation);
        if (isJson) Console.Out.WriteLine(VerificationJson.Write(request, result, indented: true));
        else Console.Out.Write(VerificationText.Of(request, result));
        return result.IsValid ? ExitCode.Ok : ExitCode.Findings;
    }

    private static int Deployment(VerifyRequest request, DeploymentRequest deployment, string? batch, bool isJson, CancellationToken cancellation)
    {
        if (request.Target is null) throw new UsageException("name what to verify");
        var others = request with { Target = null, Key = null, At = null, IgnorePaths = null };
        if (others != new VerifyRequest() || request.IgnorePaths is { Count: > 0 } || batch is not null)
            throw new UsageException("with --attestation, only --key, --trust, --not-older-than, --trust-not-older-than, --require-depth, --policy-digest, --at and --format are taken");
        var result = DeploymentCheck.Run(deployment, TimeProvider.System.GetUtcNow(), cancellation);
        if (isJson) Console.Out.WriteLine(DeploymentJson.Write(deployment, result));
        else Console.Out.Write(DeploymentText.Of(deployment, result));
        return result.IsValid ? ExitCode.Ok : ExitCode.Findings;
    }

    private static Depth? Depth(string? text)
    {
        if (text is null) return null;
        foreach (var depth in Enum.GetValues<Depth>())
        {
            if (string.Equals(depth.ToString(), text, StringComparison.OrdinalIgnoreCase)) return depth;
        }
        throw new UsageException($"--require-depth '{EvidenceText.Quote(text)}' is not one of metadata, structure, full, probe");
    }

    private static async Task<int> BatchAsync(string file, VerifyRequest request, bool isJson, CancellationToken cancellation)
    {
        if (request != new VerifyRequest { Lenient = request.Lenient, IgnorePaths = request.IgnorePaths } || request.IgnorePaths is { Count: > 0 })
            throw new UsageException("with --batch, the file says what to verify; only --lenient and --format go with it");
        if (!isJson) throw new UsageException("--batch prints JSON; add --format json");
        return await VerifyBatch.RunAsync(file, request.Lenient, TimeProvider.System.GetUtcNow(), Console.Out, cancellation) ? ExitCode.Ok
            : ExitCode.Findings;
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static bool IsJson(string format) => format switch
    {
        "text" => false,
        "json" => true,
        _ => throw new UsageException($"'{EvidenceText.Quote(format)}' is not a format of this command; choose one of text, json"),
    };
}
