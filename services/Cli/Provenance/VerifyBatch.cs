using System.Text;
using System.Text.Json;
using Assay.Attestation.Json;
using Assay.Attestation.Oms;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance;

/// <summary>
/// Many verifications in one run: a JSON object a line in, one a line out, in order. Whatever is wrong with a line is that line's result; the others
/// go on.
/// Paths are relative to the current directory.
/// </summary>
internal static class VerifyBatch
{
    /// <summary>Of a line that asks for nothing that could be verified.</summary>
    public const string RequestReason = "request";

    private const int MostIgnoredPaths = 10_000;

    private static readonly JsonLimits _lineLimits = new(4 << 20, 8);

    /// <summary>True: every line is valid.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static async Task<bool> RunAsync(string path, bool isLenient, DateTimeOffset now, TextWriter output, CancellationToken cancellation)
    {
        StreamReader lines;
        try
        {
            lines = new(path, new UTF8Encoding(false, throwOnInvalidBytes: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"the batch '{EvidenceText.Quote(path)}' cannot be read: {e.Message}");
        }
        using var open = lines;
        var areAllValid = true;
        for (var number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var (request, result) = await VerifyAsync(line, number, isLenient, now, cancellation);
            areAllValid &= result.IsValid;
            await output.WriteLineAsync(VerificationJson.Write(request, result, indented: false));
        }
        return areAllValid;
    }

    private static async Task<(VerifyRequest, OmsVerification)> VerifyAsync(
        string line, int number, bool isLenient, DateTimeOffset now, CancellationToken cancellation)
    {
        var parsed = Parse(line);
        if (!parsed.IsOk) return (new() { Id = IdOf(line) ?? $"line {number}" }, Refused($"line {number} is not a request: {parsed.Reason}"));
        var request = parsed.Value with { Lenient = isLenient };
        try
        {
            return (request, await ModelVerification.RunAsync(request, now, cancellation));
        }
        catch (UsageException e)
        {
            return (request, Refused(e.Message));
        }
#pragma warning disable CA1031 // One line must not end the others.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return (request, Refused($"unexpected failure: {EvidenceText.Quote(e.Message)}"));
        }
    }

    private static Parsed<VerifyRequest> Parse(string line)
    {
        var parsed = StrictJson.ParseObject(Encoding.UTF8.GetBytes(line), _lineLimits);
        if (!parsed.IsOk) return Parsed.Failed<VerifyRequest>(parsed.Reason);
        var fields = parsed.Value;
        fields.Only("id", "target", "signature", "key", "certificate_root", "trusted_root", "identity", "issuer", "allow_symlinks", "ignore_unsigned",
            "ignore_paths", "at");
        var request = new VerifyRequest
        {
            Id = fields.Text("id"),
            Target = fields.Text("target"),
            Signature = fields.Text("signature"),
            Key = fields.OptionalText("key"),
            CertificateRoot = fields.OptionalText("certificate_root"),
            TrustedRoot = fields.OptionalText("trusted_root"),
            Identity = fields.OptionalText("identity"),
            Issuer = fields.OptionalText("issuer"),
            AllowSymlinks = fields.OptionalFlag("allow_symlinks") ?? false,
            IgnoreUnsigned = fields.OptionalFlag("ignore_unsigned") ?? false,
            IgnorePaths = fields.OptionalTexts("ignore_paths", MostIgnoredPaths),
            At = fields.OptionalText("at"),
        };
        return fields.Problem.First is { } reason ? Parsed.Failed<VerifyRequest>(reason) : request;
    }

    /// <summary>So that whoever asked can tell which of their lines it was.</summary>
    private static string? IdOf(string line)
    {
        try
        {
            var element = JsonElement.Parse(line);
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static OmsVerification Refused(string message) => new([new(RequestReason, message)], [], [], null, null, null);
}
