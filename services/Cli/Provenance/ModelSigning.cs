using Assay.Attestation.Keys;
using Assay.Attestation.Oms.Signing;
using Assay.Cli.Provenance.Files;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance;

/// <summary>Signs a model and writes the signature, whole or not at all.</summary>
internal static class ModelSigning
{
    /// <summary>The result, and the path of the signature's file where there is one.</summary>
    /// <exception cref="UsageException">A file that the request names cannot be read or written.</exception>
    public static async Task<(OmsSignature Signature, string Path)> RunAsync(SignRequest request, CancellationToken cancellation)
    {
        var files = ModelFolder.At(request.Target);
        using var signer = ReadKey(request);
        var output = request.Output ?? (files.IsSingleFile ? Path.GetFullPath(request.Target) + ".sig" : Path.Combine(request.Target, "model.sig"));
        var destination = Destination(output);
        var options = new OmsSigningOptions
        {
            ShardSize = request.ShardSize,
            AllowSymlinks = request.AllowSymlinks,
            IgnorePaths = [.. request.IgnorePaths.Select(p => ModelVerification.Below(files, p)), .. Own(files, output)],
            Certificates = Certificates(request),
        };
        var signature = await new OmsSigner(files, signer, options).SignAsync(cancellation);
        if (signature.Bundle is { } bundle) await WriteAsync(destination, output, bundle, cancellation);
        return (signature, output);
    }

    /// <summary>The signature's own path, where it lies in the model: no signature covers itself.</summary>
    private static IEnumerable<string> Own(ModelFolder files, string output) => files.RelativeOf(output) is { } path ? [path] : [];

    private static EcdsaSigner ReadKey(SignRequest request)
    {
        var key = EcdsaSigner.FromPem(BoundedFile.ReadText(request.Key, "the key"), Passphrase(request));
        return key.IsOk ? key.Value : throw new UsageException($"the key '{EvidenceText.Quote(request.Key)}' cannot be used: {key.Reason}");
    }

    private static string? Passphrase(SignRequest request)
    {
        if (request.PassphraseFile is { } file)
        {
            using var lines = new StringReader(BoundedFile.ReadText(file, "the passphrase"));
            return lines.ReadLine() ?? "";
        }
        if (request.PassphraseEnvironment is not { } name) return null;
        return Environment.GetEnvironmentVariable(name) ??
            throw new UsageException($"the environment variable '{EvidenceText.Quote(name)}' is not set");
    }

    private static byte[][] Certificates(SignRequest request)
    {
        if (request.Certificate is null) return request.Chain is null ? [] : throw new UsageException("--chain goes with --certificate");
        var leaf = TrustOfRequest.ReadCertificates(request.Certificate, "the certificate");
        if (leaf.Count != 1)
            throw new UsageException($"'{EvidenceText.Quote(request.Certificate)}' holds {leaf.Count} certificates; put those that issued it in --chain");
        var chain = request.Chain is { } file ? TrustOfRequest.ReadCertificates(file, "the chain") : [];
        return [.. leaf.Concat(chain).Select(c => c.RawData)];
    }

    private static ReportDestination Destination(string path)
    {
        try
        {
            var destination = ReportDestination.At(path);
            destination.Check();
            return destination;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the signature cannot be written to {EvidenceText.Quote(path)}: {e.Message}");
        }
    }

    private static async Task WriteAsync(ReportDestination destination, string path, byte[] bundle, CancellationToken cancellation)
    {
        try
        {
            await destination.WriteAsync(async stream => await stream.WriteAsync(bundle, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the signature cannot be written to {EvidenceText.Quote(path)}: {e.Message}");
        }
    }
}
