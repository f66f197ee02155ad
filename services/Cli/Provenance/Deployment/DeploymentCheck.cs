using Assay.Attestation.Deployment;
using Assay.Attestation.Keys;
using Assay.Attestation.Registry;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Cli.Provenance.Deployment;

/// <summary>Carries out one request, without a network.</summary>
internal static class DeploymentCheck
{
    /// <exception cref="UsageException">The request itself is wrong, or a file that it names cannot be read.</exception>
    public static DeploymentResult Run(DeploymentRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var options = new DeploymentOptions(request.At is { } at ? ModelVerification.Time(at) : now)
        {
            MaxAge = Duration.Parse("--not-older-than", request.NotOlderThan),
            MaxTrustAge = Duration.Parse("--trust-not-older-than", request.TrustNotOlderThan),
            Depth = request.Depth,
            Policy = Policy(request.PolicyDigest),
        };
        var trust = Trust(request);
        if (options.MaxTrustAge is not null && trust.Registry is null) throw new UsageException("--trust-not-older-than goes with --trust");
        var bundles = AttestationFile.Parse(BoundedFile.Read(request.Attestation, "the attestation", BoundedFile.SignatureLimit));
        var files = DeployedFiles.Read(request.Target, cancellation);
        if (!bundles.IsOk)
        {
            var refusal = new DeploymentRefusal(DeploymentReasons.NotAnAttestation, $"The attestation cannot be read: {bundles.Reason}.", "fetch it anew from the server that made it");
            return new([refusal], default, null, null, null, []);
        }
        var result = DeploymentVerifier.Verify(bundles.Value, trust, files, options);
        return result.Approval is not null && (options.Depth is not null || !options.Policy.IsEmpty)
            ? throw new UsageException("an approval of the registry states neither depth nor policy; --require-depth and --policy-digest go with attestations of scans")
            : result;
    }

    private static DeploymentTrust Trust(DeploymentRequest request)
    {
        if (request.Key is null == request.Trust is null) throw new UsageException("say whom to trust with exactly one of --key and --trust");
        if (request.Key is { } path)
        {
            var key = PublicKeys.FromFile(BoundedFile.Read(path, "the key", BoundedFile.SmallLimit));
            return key.IsOk ? new([new(key.Value)], null) : throw new UsageException($"the key '{EvidenceText.Quote(path)}' cannot be used: {key.Reason}");
        }
        var trust = RegistryTrust.Parse(BoundedFile.Read(request.Trust!, "the trust file", BoundedFile.SignatureLimit));
        return trust.IsOk
            ? new(trust.Value.AttestationKeys, trust.Value)
            : throw new UsageException($"the trust file '{EvidenceText.Quote(request.Trust)}' cannot be used: {trust.Reason}; export it anew with 'assay registry export-trust'");
    }

    private static Sha256Digest Policy(string? text)
    {
        if (text is null) return default;
        return Sha256Digest.TryParse(text.StartsWith("sha256:", StringComparison.Ordinal) ? text[7..] : text, out var digest) && !digest.IsEmpty
            ? digest
            : throw new UsageException($"--policy-digest '{EvidenceText.Quote(text)}' is not a SHA-256 of 64 hexadecimal digits");
    }
}
