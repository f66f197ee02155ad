using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Domain.Versions;

namespace Assay.Domain.Verdicts;

/// <summary>Joins a version's files with the facts about their bytes.</summary>
internal static class ArtifactViews
{
    public static IReadOnlyList<ArtifactView> Of(ScanEvidence evidence)
    {
        if (evidence.Version is not { } version) return [];
        var listing = ListingFindings(evidence, version);
        var probes = ProbeFindings(evidence, version);
        var paths = version.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return [.. version.Files.Select(file => View(evidence, file, paths, [.. listing[file.Path], .. probes[file.Path]]))];
    }

    /// <summary>Findings about the version as a whole, or about names that are not among its files: an entry for each name.</summary>
    public static IReadOnlyList<GeneralView> OfVersion(ScanEvidence evidence)
    {
        if (evidence.Version is not { } version) return [];
        var names = version.Files.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        return [.. ListingFindings(evidence, version).Where(g => !names.Contains(g.Key)).Select(group =>
        {
            var (counted, suppressed) = FindingSift.By(evidence, group, group.Key, default);
            return new GeneralView(group.Key, counted, suppressed);
        })];
    }

    private static ArtifactView View(ScanEvidence evidence, VersionFile file, HashSet<string> paths, IReadOnlyList<JudgedFinding> others)
    {
        var findings = new List<JudgedFinding>(others);
        var examinedBy = new List<string>();
        FactBody? walk = null;
        if (file.IsInspectable)
        {
            foreach (var analyser in evidence.Catalog)
            {
                if (analyser.Stage != Stage.Inspect || evidence.Facts.Find(InspectSubjects.Key(file), analyser, evidence.Snapshot.Scan.CreatedAt) is not { } fact) continue;
                if (analyser.Id == AnalyserDescriptor.WalkId) walk = fact.Body;
                else if (fact.Body.Status == Contracts.Reports.CoverageStatus.Ran) examinedBy.Add(analyser.Id);
                findings.AddRange(Judge(fact.Body.Findings, analyser, file.Path));
                if (fact.Body.Conditional.Count > 0) findings.AddRange(Judge(AbsentFiles.Of(file.Path, paths, fact.Body.Conditional), analyser, file.Path));
            }
        }
        var (counted, suppressed) = FindingSift.By(evidence, findings, file.Path, file.Sha256);
        return new(file, walk?.Formats ?? [], counted, suppressed, examinedBy)
        {
            BytesUnderstood = walk?.BytesUnderstood,
            Gaps = walk?.Gaps ?? [],
        };
    }

    private static ILookup<string, JudgedFinding> ListingFindings(ScanEvidence evidence, ModelVersion version)
    {
        var found = new List<JudgedFinding>();
        foreach (var analyser in evidence.Catalog.Where(a => a.Stage == Stage.HashVerify && a.From <= evidence.Snapshot.Scan.Depth))
        {
            if (evidence.Facts.Find(ListingSubjects.Key(analyser, version), analyser, evidence.Snapshot.Scan.CreatedAt) is { } fact)
                found.AddRange(Judge(fact.Body.Findings, analyser, ""));
        }
        return found.ToLookup(f => f.Finding.Location.Path, StringComparer.Ordinal);
    }

    private static ILookup<string, JudgedFinding> ProbeFindings(ScanEvidence evidence, ModelVersion version)
    {
        var probes = evidence.Catalog.Where(a => a.Stage == Stage.GpuProbe).ToList();
        var found = new List<(string Path, JudgedFinding Finding)>();
        foreach (var model in ProbeSubjects.Of(version, evidence.Facts, probes, evidence.Snapshot.Scan.Bases))
        {
            foreach (var probe in probes)
            {
                if (evidence.Facts.Find(model.SubjectFor(probe), probe, evidence.Snapshot.Scan.CreatedAt) is { } fact)
                    found.AddRange(Judge(fact.Body.Findings, probe, model.File.Path).Select(f => (model.File.Path, f)));
            }
        }
        return found.ToLookup(f => f.Path, f => f.Finding, StringComparer.Ordinal);
    }

    private static IEnumerable<JudgedFinding> Judge(IEnumerable<Finding> findings, AnalyserDescriptor analyser, string path)
    {
        if (analyser.Maturity == Maturity.Shadow) yield break;
        foreach (var finding in findings)
        {
            var located = path.Length > 0 && finding.Location.Path.Length == 0
                ? finding with { Location = finding.Location with { Path = EvidenceText.Quote(path) } }
                : finding;
            yield return new(located, analyser.Maturity);
        }
    }
}
