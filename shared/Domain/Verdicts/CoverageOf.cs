using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Domain.Verdicts;

/// <summary>States what was looked at, analyser by analyser, from the facts that exist: what left no fact did not run.</summary>
internal static class CoverageOf
{
    /// <summary>Shown where the depth asks for probes and no worker offers any.</summary>
    private const string AnyProbe = "probe";

    public static CoverageReport Scan(ScanEvidence evidence)
    {
        var files = evidence.Version?.Files ?? [];
        var stored = files.Where(f => f.State == FileState.Stored).ToList();
        var inspectable = files.Where(f => f.IsInspectable).ToList();
        var analysers = Required(evidence).Concat(evidence.Catalog.Where(a => a.Maturity != Maturity.Shadow).Select(a => Analyser(evidence, a, inspectable)))
            .OrderBy(a => a.Analyser, StringComparer.Ordinal).ToList();
        return new(files.Count, stored.Count, files.Sum(f => f.Size), stored.Sum(f => f.Size), analysers, Warnings(evidence, inspectable));
    }

    private static IEnumerable<AnalyserCoverage> Required(ScanEvidence evidence)
    {
        foreach (var id in evidence.Policy.Require.Where(id => evidence.Catalog.All(a => a.Id != id)))
            yield return new(id, null, CoverageStatus.Absent, 0, "the policy requires it, and no worker offers it");
        if (evidence.Snapshot.Scan.Depth == Depth.Probe && evidence.Catalog.All(a => a.Stage != Stage.GpuProbe)
            && (FailureOf(evidence, Stage.GpuProbe, null) is not null || HasModels(evidence)))
            yield return new(AnyProbe, null, CoverageStatus.Absent, 0, FailureOf(evidence, Stage.GpuProbe, null) ?? "no worker offers a probe");
    }

    private static AnalyserCoverage Analyser(ScanEvidence evidence, AnalyserDescriptor analyser, List<VersionFile> stored)
    {
        AnalyserCoverage Say(CoverageStatus status, int artifacts, string? reason) =>
            new(analyser.Id, analyser.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), status, artifacts, reason)
            {
                Maturity = analyser.Maturity == Maturity.Enforcing ? null : analyser.Maturity.ToString().ToLowerInvariant(),
            };

        if (evidence.Version is not { } version) return Say(CoverageStatus.Skipped, 0, "the target was not ingested");
        if (evidence.Snapshot.Scan.Depth < analyser.From) return Say(CoverageStatus.Skipped, 0, $"needs depth {analyser.From.ToString().ToLowerInvariant()}");
        var subjects = Subjects(evidence, analyser, version, stored);
        if (subjects.Count == 0) return Say(CoverageStatus.Skipped, 0, stored.Count == 0 ? "no bytes were read" : "nothing here is for it");

        int ran = 0, missing = 0;
        string? partial = null, failed = null, skipped = null;
        foreach (var (subject, file) in subjects)
        {
            var failure = FailureOf(evidence, analyser.Stage, file);
            var fact = evidence.Facts.Find(subject, analyser, evidence.Snapshot.Scan.CreatedAt);
            // On a refresh an older fact does not stand in for a run that failed just now.
            if (fact is null || (evidence.Snapshot.Scan.Refresh && failure is not null && fact.RecordedAt < evidence.Snapshot.Scan.CreatedAt))
            {
                missing++;
                failed ??= failure ?? "it left no result";
                continue;
            }
            if (fact.Body.Status == CoverageStatus.Skipped)
            {
                skipped ??= fact.Body.Reason ?? "nothing here is for it";
                continue;
            }
            ran++;
            if (fact.Body.Status == CoverageStatus.Partial) partial ??= fact.Body.Reason ?? "a limit was met";
        }
        if (missing > 0) return Say(CoverageStatus.Failed, ran, $"{missing} of {subjects.Count} not examined: {failed}");
        if (ran == 0 && skipped is not null) return Say(CoverageStatus.Skipped, 0, skipped);
        return partial is null ? Say(CoverageStatus.Ran, ran, null) : Say(CoverageStatus.Partial, ran, partial);
    }

    private static List<(Sha256Digest Subject, SubjectFile? File)> Subjects(
        ScanEvidence evidence, AnalyserDescriptor analyser, ModelVersion version, List<VersionFile> stored)
    {
        if (analyser.Stage == Stage.HashVerify) return [(ListingSubjects.Key(analyser, version), null)];
        if (analyser.Stage == Stage.GpuProbe)
            return [.. ProbeSubjects.Of(version, evidence.Facts, [analyser], evidence.Snapshot.Scan.Bases).Select(m => (m.SubjectFor(analyser), (SubjectFile?)m.File))];
        var walker = evidence.Catalog.FirstOrDefault(a => a.Id == AnalyserDescriptor.WalkId);
        return [.. stored.Where(f => Accepts(f)).Select(f => (InspectSubjects.Key(f), (SubjectFile?)SubjectFile.Of(f)))];

        bool Accepts(VersionFile file) => analyser.AcceptsAny(
            walker is not null && evidence.Facts.Find(InspectSubjects.Key(file), walker, evidence.Snapshot.Scan.CreatedAt) is { } walk ? walk.Body.Formats : []);
    }

    /// <summary>Why a task of the stage that held the file did not succeed; null where none failed.</summary>
    private static string? FailureOf(ScanEvidence evidence, Stage stage, SubjectFile? file)
    {
        foreach (var task in evidence.Snapshot.Tasks)
        {
            if (task.Stage != stage || task.State is not (TaskState.Failed or TaskState.Quarantined)) continue;
            if (file is null || task.Subject.Files.Any(f => f.Sha256 == file.Sha256))
                return (task.State == TaskState.Quarantined ? "quarantined: " : "") + (task.Error ?? "no reason was recorded");
        }
        return null;
    }

    private static bool HasModels(ScanEvidence evidence) =>
        evidence.Version is { } version && ProbeSubjects.Of(version, evidence.Facts, [], []).Count > 0;

    private static List<string> Warnings(ScanEvidence evidence, List<VersionFile> stored)
    {
        var warnings = new List<string>(evidence.Version?.Notes ?? []);
        if (stored.Count(f => f.State == FileState.Outlined) is > 0 and var outlined)
            warnings.Add($"{outlined} large files were read in outline only (headers, directories, members that are no tensors); their digests were not checked");
        var probes = evidence.Catalog.Where(a => a.Stage == Stage.GpuProbe).ToList();
        IEnumerable<Sha256Digest> subjects = stored.Select(InspectSubjects.Key);
        if (evidence.Version is { } version)
            subjects = subjects.Concat(ListingSubjects.Of(version)).Concat(ProbeSubjects.Of(version, evidence.Facts, probes, evidence.Snapshot.Scan.Bases).SelectMany(p => p.Subjects));
        foreach (var subject in subjects.Distinct())
        {
            foreach (var analyser in evidence.Catalog)
                warnings.AddRange(evidence.Facts.Find(subject, analyser, evidence.Snapshot.Scan.CreatedAt)?.Body.Warnings ?? []);
        }
        return [.. warnings.Distinct()];
    }
}
