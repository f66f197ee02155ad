using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Calibration;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Versions;

namespace Assay.Domain.Verdicts;

/// <summary>Turns the facts of a finished scan into its verdict and report. Pure: the same evidence gives the same verdict.</summary>
public static class VerdictAssembly
{
    public static Verdict Decide(ScanEvidence evidence, Guid verdictId)
    {
        var scan = evidence.Snapshot.Scan;
        var artifacts = ArtifactViews.Of(evidence);
        var vouching = Vouching.Of(evidence);
        var general = ArtifactViews.OfVersion(evidence);
        var coverage = CoverageOf.Scan(evidence) with { BytesUnderstood = artifacts.Sum(a => a.BytesUnderstood ?? 0) };
        var calibration = evidence.Calibration ?? ProbeCalibration.BuiltIn;
        var probes = calibration.WithPValues(Statistics(evidence), evidence.Version?.ListingDigest.Hex ?? "");
        var probability = calibration.Probability(probes);
        var (kind, reasons) = Judgement.Of(evidence, artifacts, [.. general.SelectMany(g => g.Findings)], coverage, vouching, probability);
        List<ArtifactReport> reported = [.. artifacts.Select(a => Artifact(a, vouching)), .. general.Select(General)];
        coverage = coverage with { Warnings = [.. coverage.Warnings, .. PolicyNotes.Of(evidence, reported)] };
        var depth = DepthReached(evidence);
        var report = new ModelReport(
            scan.Target,
            kind,
            reasons,
            depth,
            coverage,
            probability,
            reported,
            probes,
            Source(evidence.Version),
            new(evidence.Policy.Name, evidence.Policy.Digest),
            scan.Id)
        {
            OperatingPoint = probability is null ? null : calibration.At(OperatingPoints.FalseAlarms, probes),
            Attachments = Attachments(evidence) is { Count: > 0 } attachments ? attachments : null,
            ManifestDigest = vouching.Fact?.Manifest ?? default,
            Purl = evidence.Version is { } version ? PackageUrl.Of(version) : null,
            Vouching = vouching.Report(),
        };
        return new()
        {
            Id = verdictId,
            ScanId = scan.Id,
            Target = scan.Target,
            VersionId = scan.VersionId,
            Kind = kind,
            Depth = depth,
            PolicyDigest = evidence.Policy.Digest,
            CatalogDigest = evidence.Offered,
            Report = report,
            DecidedAt = evidence.Now,
        };
    }

    private static ArtifactReport Artifact(ArtifactView view, Vouching vouching) => new(
        EvidenceText.Quote(view.File.Path, maxLength: 1024),
        view.File.Sha256,
        view.File.Size,
        view.Formats.Count > 0 ? view.Formats[0] : FileFormat.Unknown,
        [.. view.Findings.Select(f => f.Finding)],
        view.File.Note is { } note ? EvidenceText.Quote(note) : view.File.State == FileState.NotRead ? "not read at this depth" : null)
    {
        BytesUnderstood = view.BytesUnderstood,
        NotUnderstood = view.Gaps,
        Suppressed = view.Suppressed,
        Vouchers = [.. vouching.For(view.File).Select(v => v with { Source = EvidenceText.Quote(v.Source) })],
    };

    /// <summary>Findings about names that are not among the files appear as entries of their own, so that none is lost.</summary>
    private static ArtifactReport General(GeneralView view) =>
        new(view.Path, default, 0, FileFormat.Unknown, [.. view.Findings.Select(f => f.Finding)], view.Path.Length == 0 ? "the model as a whole" : "not among the version's files")
        {
            Suppressed = view.Suppressed,
        };

    private static List<ProbeReport> Statistics(ScanEvidence evidence) =>
        [.. ProbeFacts(evidence).SelectMany(f => f.Body.Statistics.Select(s => s with { Path = f.Path }))];

    private static List<AttachmentReport> Attachments(ScanEvidence evidence) =>
        [.. ProbeFacts(evidence).SelectMany(f => f.Body.Attachments.Select(a => a with { Path = f.Path }))];

    private static IEnumerable<(string Path, FactBody Body)> ProbeFacts(ScanEvidence evidence)
    {
        if (evidence.Version is not { } version) yield break;
        var probes = evidence.Catalog.Where(a => a.Stage == Stage.GpuProbe && a.Maturity != Facts.Maturity.Shadow).ToList();
        foreach (var model in ProbeSubjects.Of(version, evidence.Facts, probes, evidence.Snapshot.Scan.Bases))
        {
            foreach (var probe in probes)
            {
                if (evidence.Facts.Find(model.SubjectFor(probe), probe, evidence.Snapshot.Scan.CreatedAt) is { } fact)
                    yield return (EvidenceText.Quote(model.File.Path), fact.Body);
            }
        }
    }

    /// <summary>What was really reached, which may be less than what was asked for.</summary>
    private static Depth DepthReached(ScanEvidence evidence)
    {
        if (evidence.Version is not { } version) return Depth.Metadata;
        var asked = evidence.Snapshot.Scan.Depth;
        if (asked == Depth.Metadata) return Depth.Metadata;
        if (version.Files.Any(f => f.State is FileState.NotRead or FileState.Outlined)) return Depth.Structure;
        return asked;
    }

    private static SourceReport? Source(ModelVersion? version) =>
        version is null ? null : new(version.Source, EvidenceText.Quote(version.Name, maxLength: 1024), version.RepositoryId, version.Revision, version.ListingDigest);
}
