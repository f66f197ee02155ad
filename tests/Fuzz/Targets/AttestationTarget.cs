using System.Security.Cryptography;
using Assay.Attestation.Bundles;
using Assay.Attestation.Deployment;
using Assay.Attestation.Dsse;
using Assay.Attestation.InToto;
using Assay.Attestation.Keys;
using Assay.Attestation.Manifests;
using Assay.Attestation.Predicates;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Tests.Fuzz.Targets;

/// <summary>
/// What a gate reads: statements with each predicate, and files of attestations, made here with a key of their own. Whatever is read is written back to
/// the same statement, whatever is refused has a reason, and no changed file is valid with another meaning.
/// </summary>
internal sealed class AttestationTarget : IFuzzTarget, IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ModelManifest _manifest = ModelManifest.Of([new("config.json", 2, Sha256Digest.OfNothing), new("model.bin", 5, Sha256Digest.OfNothing)]);

    private readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DeploymentTrust _trust;
    private readonly IReadOnlyList<DeployedFile> _files = [.. _manifest.Entries.Select(e => new DeployedFile(e.Path, e.Size, e.Sha256))];

    public AttestationTarget()
    {
        var key = EcdsaPublicKey.From(_ecdsa)!;
        _trust = new([new(key)], null);
        var payloads = ScanStatements.Of(Scan());
        var bundles = payloads.Select(p => SigstoreBundleJson.Write(new(BundleVersion.V03, new PublicKeyMaterial(KeyHint.Of(key)), [], [], new EnvelopeContent(Sign(p)))));
        Seeds = [new("vulns", payloads[0]), new("tests", payloads[1]), new("summary", payloads[2]), new("file", [.. bundles.SelectMany(b => (byte[])[.. b, (byte)'\n'])])];
    }

    public IReadOnlyList<Seed> Seeds { get; }

    public void Dispose() => _ecdsa.Dispose();

    public string? Examine(byte[] input, Seed origin) => origin.Name == "file" ? File(input) : Statement(input);

    private static string? Statement(byte[] input)
    {
        var statement = InTotoStatement.Parse(input);
        if (!statement.IsOk) return statement.Reason.Length == 0 ? "refused without a reason" : null;
        List<ResourceDescriptor> subjects = [new(Sha256Digest.OfNothing)];
        return statement.Value.PredicateType switch
        {
            PredicateTypes.Vulns when VulnsJson.Read(statement.Value) is { IsOk: true, Value: { } vulns } =>
                Same(VulnsJson.Write(subjects, vulns), s => VulnsJson.Write(subjects, VulnsJson.Read(s).Value!)),
            PredicateTypes.TestResult when TestResultJson.Read(statement.Value) is { IsOk: true, Value: { } tests } =>
                Same(TestResultJson.Write(subjects, tests), s => TestResultJson.Write(subjects, TestResultJson.Read(s).Value!)),
            PredicateTypes.VerificationSummary when VerificationSummaryJson.Read(statement.Value) is { IsOk: true, Value: { } summary } =>
                summary.Coverage.Manifest.Digest != summary.Subject || summary.IsPassed != (summary.Coverage.Verdict == VerdictKind.Approved)
                    ? "a verdict contradicts itself"
                    : Same(VerificationSummaryJson.Write(summary), s => VerificationSummaryJson.Write(VerificationSummaryJson.Read(s).Value!)),
            _ => null,
        };
    }

    private static string? Same(byte[] written, Func<InTotoStatement, byte[]> again) =>
        InTotoStatement.Parse(written) is { IsOk: true, Value: { } statement } && again(statement).AsSpan().SequenceEqual(written) ? null : "what was read is not written back";

    private static ScannedModel Scan()
    {
        var coverage = new CoverageReport(2, 2, 7, 7, [new("pickle", "4", CoverageStatus.Ran, 1, null), new("probe", "1", CoverageStatus.Ran, 1, null)], []);
        var report = new ModelReport("target", VerdictKind.Approved, [], Depth.Full, coverage, null, [], [], null, new("default", Sha256Digest.OfNothing), Guid.Empty);
        return new(report, _manifest, new("assay", "1"), _now, _now, new Dictionary<string, ScannerRules> { ["probe"] = new(true, Sha256Digest.OfNothing, default) }, _ => [])
        {
            ValidFor = TimeSpan.FromDays(1),
        };
    }

    private string? File(byte[] input)
    {
        var file = AttestationFile.Parse(input);
        if (!file.IsOk) return file.Reason.Length == 0 ? "refused without a reason" : null;
        var result = DeploymentVerifier.Verify(file.Value, _trust, _files, new(_now));
        if (!result.IsValid) return result.Refusals.Any(r => r.Message.Length == 0 || r.Remedy.Length == 0) ? "refused without a reason or remedy" : null;
        return result.Summary is { TimeVerified: var time, Coverage.Scan: var scan } && time == _now && scan == Guid.Empty ? null : "another verdict is accepted";
    }

    private DsseEnvelope Sign(byte[] payload) => new(
        payload,
        DsseEnvelope.InTotoPayloadType,
        [new(_ecdsa.SignData(PreAuthenticationEncoding.Of(DsseEnvelope.InTotoPayloadType, payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), "")]);
}
