using System.Security.Cryptography;
using Assay.Attestation.Bundles;
using Assay.Attestation.Deployment;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Manifests;
using Assay.Attestation.Predicates;
using Assay.Attestation.Registry;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Tests.Unit.Attestation.Registry;

namespace Assay.Tests.Unit.Attestation.Deployment;

/// <summary>An installation that attests scans into its log, in memory, and the files that it scanned.</summary>
internal sealed class DeploymentBed : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public RegistryBed Registry { get; } = new();

    public IPublicKey Key => EcdsaPublicKey.From(_key)!;

    public static DateTimeOffset Noon => RegistryBed.Noon;

    public static ModelManifest Manifest { get; } = ModelManifest.Of([new("config.json", 2, Digest(1)), new("weights/model.bin", 5, Digest(2))]);

    public static IReadOnlyList<DeployedFile> Files { get; } = [.. Manifest.Entries.Select(e => new DeployedFile(e.Path, e.Size, e.Sha256))];

    public static Sha256Digest Digest(byte seed) => Sha256Digest.FromBytes(SHA256.HashData([seed]));

    /// <summary>A scan by an analyser with a finding, one without, and a probe; another analyser was skipped.</summary>
    public static ScannedModel Scan(VerdictKind verdict = VerdictKind.Approved)
    {
        var coverage = new CoverageReport(
            2,
            2,
            7,
            7,
            [
                new("secrets", "3", CoverageStatus.Ran, 2, null), new("pickle", "4", CoverageStatus.Ran, 1, null), new("onnx", "2", CoverageStatus.Skipped, 0, "nothing here is for it"),
                new("probe.trigger", "1", CoverageStatus.Partial, 1, "a limit was met"),
            ],
            [])
        {
            BytesUnderstood = 6,
        };
        var artifact = new ArtifactReport("weights/model.bin", Digest(2), 5, "pickle", [Finding("ASY-PKL-002", Severity.Low), Finding("ASY-PKL-002", Severity.Medium), Finding("ASY-ZIP-001", Severity.Info)]);
        var report = new ModelReport(
            "hf://org/name", verdict, ["a reason"], Depth.Full, coverage, null, [artifact], [new("probe.trigger", "weights/model.bin", "spread", 0.5, null, null, [])], null,
            new("default", Digest(9)), new("0190163d-8694-739b-aea5-966c26f8ad91"))
        {
            ManifestDigest = Manifest.Digest,
            Purl = "pkg:huggingface/org/name@0123",
        };
        return new(
            report, Manifest, new("assay", "1.2.3"), Noon.AddMinutes(-5), Noon,
            new Dictionary<string, ScannerRules> { ["pickle"] = new(false, Digest(7), Digest(8)), ["probe.trigger"] = new(true, Digest(5), Digest(6)) },
            rule => rule.StartsWith("ASY-PKL", StringComparison.Ordinal) ? ["other", "pickle"] : []);
    }

    public DsseEnvelope Sign(byte[] payload) => new(
        payload,
        DsseEnvelope.InTotoPayloadType,
        [new(_key.SignData(PreAuthenticationEncoding.Of(DsseEnvelope.InTotoPayloadType, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), "")]);

    public SigstoreBundle Logged(byte[] payload) => Registry.Logged(Sign(payload), Key);

    public IReadOnlyList<SigstoreBundle> Attest(ScannedModel? model = null) => [.. ScanStatements.Of(model ?? Scan()).Select(Logged)];

    public DeploymentTrust Trust(params Revocation[] revocations) => new([new(Key)], Registry.Trust(revocations));

    public void Dispose()
    {
        _key.Dispose();
        Registry.Dispose();
    }

    private static Finding Finding(string rule, Severity severity) => new(rule, severity, Confidence.High, "title of " + rule, "message", new("weights/model.bin", null, null), [], []);
}
