using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Policies;
using Assay.Domain.Versions;

namespace Assay.Domain.Verdicts;

/// <summary>Applies a policy: facts and gaps in, a verdict with its reasons out.</summary>
internal sealed class Judgement
{
    /// <summary>Reasons of one kind that are listed before the rest is counted.</summary>
    private const int MaxListed = 3;

    private readonly List<(VerdictKind Kind, string Text)> _reasons = [];

    public static (VerdictKind Kind, IReadOnlyList<string> Reasons) Of(
        ScanEvidence evidence, IReadOnlyList<ArtifactView> artifacts, IReadOnlyList<JudgedFinding> general, CoverageReport coverage, Vouching vouching,
        double? probability)
    {
        var judgement = new Judgement();
        judgement.WeighIngest(evidence);
        judgement.WeighFindings(evidence.Policy, [.. general, .. artifacts.SelectMany(a => a.Findings)]);
        judgement.WeighProbability(evidence.Policy, probability);
        if (evidence.Version is not null)
        {
            judgement.WeighCoverage(evidence, artifacts, coverage);
            judgement.WeighVouchers(evidence.Policy, vouching);
        }
        return judgement.Decide(evidence);
    }

    private void WeighIngest(ScanEvidence evidence)
    {
        if (evidence.Version is not null) return;
        var error = evidence.Snapshot.Tasks.FirstOrDefault(t => t.Error is not null)?.Error ?? "the target could not be ingested";
        _reasons.Add((VerdictKind.Incomplete, error));
    }

    private void WeighFindings(Policy policy, List<JudgedFinding> findings)
    {
        var rejecting = findings.Where(f => f.CanReject && policy.Reject.IsReachedBy(f.Finding)).Select(f => f.Finding).ToList();
        var reviewed = findings.Where(f => !(f.CanReject && policy.Reject.IsReachedBy(f.Finding)) && policy.Review.IsReachedBy(f.Finding)).Select(f => f.Finding).ToList();
        List(VerdictKind.Rejected, rejecting);
        List(VerdictKind.Review, reviewed);
    }

    private void WeighProbability(Policy policy, double? probability)
    {
        if (!(probability >= policy.TrojanProbability)) return;
        // Rounded towards zero: 0.999 is not certainty.
        var shown = Math.Floor(probability.Value * 1000) / 1000;
        _reasons.Add((VerdictKind.Review, string.Create(CultureInfo.InvariantCulture,
            $"the probability of hidden behaviour is {shown:0.000}, at or above the policy's {policy.TrojanProbability}")));
    }

    private void List(VerdictKind kind, List<Finding> findings)
    {
        var rules = findings.GroupBy(f => f.Rule).OrderByDescending(g => g.Max(f => f.Severity)).ToList();
        foreach (var rule in rules.Take(MaxListed))
        {
            var first = rule.First();
            var place = $"{first.Location}" is { Length: > 0 } location ? $" in {location}" : "";
            var more = rule.Count() > 1 ? $" and {rule.Count() - 1} more" : "";
            _reasons.Add((kind, $"{first.Severity.ToString().ToLowerInvariant()}: {first.Title} ({first.Rule}){place}{more}"));
        }
        if (rules.Count > MaxListed) _reasons.Add((kind, rules.Count - MaxListed == 1 ? "1 more rule matched" : $"{rules.Count - MaxListed} more rules matched"));
    }

    private void WeighCoverage(ScanEvidence evidence, IReadOnlyList<ArtifactView> artifacts, CoverageReport coverage)
    {
        var policy = evidence.Policy;
        foreach (var analyser in coverage.Analysers)
        {
            var isRequired = policy.Require.Contains(analyser.Analyser) || (policy.EveryInstalled && analyser.Maturity is null);
            if (isRequired && analyser.Status is CoverageStatus.Failed or CoverageStatus.Absent)
                _reasons.Add((VerdictKind.Incomplete, $"{analyser.Analyser} {(analyser.Status == CoverageStatus.Absent ? "is absent" : "failed")}: {analyser.Reason}"));
            else if (isRequired && analyser.Status == CoverageStatus.Partial)
                _reasons.Add((VerdictKind.Review, $"{analyser.Analyser} examined a part only: {analyser.Reason}"));
        }

        if (artifacts.Count == 0) _reasons.Add((VerdictKind.Incomplete, "the target holds no files"));
        if (evidence.Snapshot.Scan.Depth < policy.Depth)
            _reasons.Add((VerdictKind.Review, $"the policy asks for depth {policy.Depth.ToString().ToLowerInvariant()}, the scan was asked for {evidence.Snapshot.Scan.Depth.ToString().ToLowerInvariant()}"));
        Gap(VerdictKind.Incomplete, artifacts.Where(a => a.File.State is FileState.Unreadable), "could not be read");
        if (policy.Unread != GapRule.Approve) Gap(KindOf(policy.Unread), artifacts.Where(a => a.File.State == FileState.NotRead), "was not read at this depth");
        if (policy.Unexamined != GapRule.Approve) WeighUnexamined(evidence, artifacts);
    }

    private void WeighUnexamined(ScanEvidence evidence, IReadOnlyList<ArtifactView> artifacts)
    {
        var gaps = artifacts.Select(a => (a.File.Path, Formats: Unexamined(evidence, a))).Where(g => g.Formats.Count > 0).ToList();
        // Bytes that nobody accounts for could hold anything; a file whose format nobody examines is named once, below.
        WeighGaps(evidence.Policy, [.. artifacts.Where(a => a.Gaps.Count > 0 && !gaps.Exists(g => g.Path == a.File.Path))]);
        if (gaps.Count == 0) return;
        var more = gaps.Count > 1 ? $", as do {gaps.Count - 1} more files" : "";
        var what = gaps[0].Formats[0] == FileFormat.Unknown ? "bytes of no known format" : string.Join(", ", gaps[0].Formats);
        _reasons.Add((KindOf(evidence.Policy.Unexamined), $"{EvidenceText.Quote(gaps[0].Path)} holds {what}{more}, which nothing here examines at this depth"));
    }

    private void WeighGaps(Policy policy, List<ArtifactView> artifacts)
    {
        if (artifacts.Count == 0) return;
        var (path, gap) = (EvidenceText.Quote(artifacts[0].File.Path), artifacts[0].Gaps[0]);
        var place = gap.Member is null ? "" : $" (in {gap.Member})";
        var more = artifacts.Count > 1 ? $", and {artifacts.Count - 1} more files hold such bytes" : "";
        _reasons.Add((KindOf(policy.Unexamined), $"{gap.Length} bytes of {path} from {gap.Offset} on{place} are not accounted for: {gap.Reason}{more}"));
    }

    /// <summary>Formats of a stored file, and of what is inside it, that neither only carry data nor were examined by anything beside the walk.</summary>
    private static List<string> Unexamined(ScanEvidence evidence, ArtifactView artifact) => artifact.File.IsInspectable
        ? [.. artifact.Formats.Where(format => !evidence.Policy.PassiveFormats.Contains(format) && !IsCovered(evidence, artifact, format))]
        : [];

    private static bool IsCovered(ScanEvidence evidence, ArtifactView artifact, string format)
    {
        foreach (var analyser in evidence.Catalog)
        {
            if (analyser.Id == Facts.AnalyserDescriptor.WalkId)
            {
                // What the walk opens is covered by what it finds inside.
                if (analyser.Accepts.Contains(format)) return true;
                continue;
            }
            if (!analyser.Accepts.Contains(format)) continue;
            if (analyser.Stage == Stage.Inspect && artifact.ExaminedBy.Contains(analyser.Id)) return true;
            if (analyser.Stage == Stage.GpuProbe && evidence.Snapshot.Scan.Depth == Depth.Probe && artifact.Formats[0] == format) return true;
        }
        return false;
    }

    private void WeighVouchers(Policy policy, Vouching vouching)
    {
        if (policy.Unvouched == GapRule.Approve) return;
        var unvouched = vouching.Unvouched();
        if (unvouched.Count == 0) return;
        var more = unvouched.Count > 1 ? $" (and {unvouched.Count - 1} more)" : "";
        _reasons.Add((KindOf(policy.Unvouched), $"no trusted source vouches for {EvidenceText.Quote(unvouched[0].Path)}{more}"));
    }

    private void Gap(VerdictKind kind, IEnumerable<ArtifactView> artifacts, string what)
    {
        var paths = artifacts.Select(a => EvidenceText.Quote(a.File.Path) + Detail(a)).ToList();
        if (paths.Count == 0) return;
        var more = paths.Count > 1 ? $" (and {paths.Count - 1} more)" : "";
        _reasons.Add((kind, $"{paths[0]}{more} {what}"));

        static string Detail(ArtifactView a) => a.File.Note is { } note ? $" [{EvidenceText.Quote(note)}]" : a.Formats.Count > 0 ? $" [{a.Formats[0]}]" : "";
    }

    private static VerdictKind KindOf(GapRule rule) => rule == GapRule.Incomplete ? VerdictKind.Incomplete : VerdictKind.Review;

    /// <summary>A fact against the model outweighs a gap, and a gap outweighs a doubt: what was not looked at must not be waved through.</summary>
    private (VerdictKind Kind, IReadOnlyList<string> Reasons) Decide(ScanEvidence evidence)
    {
        var kind = _reasons.Count == 0 ? VerdictKind.Approved : _reasons.Max(r => r.Kind);
        if (kind == VerdictKind.Approved)
            _reasons.Add((kind, $"nothing that policy '{evidence.Policy.Name}' rejects or questions was found at depth {evidence.Snapshot.Scan.Depth.ToString().ToLowerInvariant()}"));
        return (kind, [.. _reasons.OrderByDescending(r => r.Kind).Select(r => r.Text)]);
    }
}
