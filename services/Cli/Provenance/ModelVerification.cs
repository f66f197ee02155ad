using System.Globalization;
using Assay.Attestation.Oms;
using Assay.Cli.Provenance.Files;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance;

/// <summary>Carries out one request.</summary>
internal static class ModelVerification
{
    /// <param name="request">As it was asked for; paths are relative to the current directory.</param>
    /// <param name="now">As of when certificates have to be valid where the request says nothing.</param>
    /// <param name="cancellation">Stops the hashing.</param>
    /// <exception cref="UsageException">The request itself is wrong, or a file that it names cannot be read.</exception>
    public static async Task<OmsVerification> RunAsync(VerifyRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var files = ModelFolder.At(request.Target ?? throw new UsageException("name what to verify"));
        var signature = request.Signature ?? throw new UsageException("name the signature with --signature");
        var options = new OmsOptions
        {
            AllowSymlinks = request.AllowSymlinks,
            IgnoreUnsigned = request.IgnoreUnsigned,
            IgnorePaths = [.. (request.IgnorePaths ?? []).Select(p => Below(files, p))],
            IsLenient = request.Lenient,
            At = request.At is { } at ? Time(at) : now,
        };
        var trust = TrustOfRequest.Of(request);
        var bundle = BoundedFile.Read(signature, "the signature", BoundedFile.SignatureLimit);
        return await OmsVerifier.VerifyAsync(bundle, files, trust, options with { SignaturePath = files.RelativeOf(signature) }, cancellation);
    }

    /// <summary>Relative to the model, or an absolute path inside it.</summary>
    /// <exception cref="UsageException">It is outside of the model, or all of it.</exception>
    public static string Below(ModelFolder files, string path)
    {
        var relative = Path.IsPathRooted(path) ? files.RelativeOf(path) : path;
        var segments = relative?.Split('/').Where(s => s is not ("" or ".")).ToList();
        return segments is { Count: > 0 } && !segments.Contains("..")
            ? string.Join('/', segments)
            : throw new UsageException($"--ignore-path '{EvidenceText.Quote(path)}' is not a path below the model");
    }

    /// <exception cref="UsageException">The text of <c>--at</c> is no time.</exception>
    internal static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new UsageException($"--at '{EvidenceText.Quote(text)}' is not a time such as 2026-03-02 or 2026-03-02T10:00:00Z");
}
