using System.CommandLine;
using Assay.Cli.Provenance;
using Assay.Contracts.Findings;

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
        var format = new Option<string>("--format")
        {
            Description = "text or json (default: text)",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => "text",
        };
        var command = new Command("verify", "Say whether a model is what somebody whom you trust has signed")
        {
            target, signature, key, certificateRoot, trustedRoot, identity, issuer, allowSymlinks, ignoreUnsigned, ignorePath, at, lenient, batch,
            format,
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
