using Assay.Contracts.Findings;
using Assay.Domain.Advisories;

namespace Assay.HashVerify.Advisories;

/// <summary>An advisory that concerns a version as a finding. Pure. All texts are others' and quoted.</summary>
public static class AdvisoryFindings
{
    private const int MaxSummary = 500;
    private const int MaxReferences = 8;

    public static Finding Of(AdvisoryMatch match)
    {
        var (advisory, kind, confidence, target, path) = match;
        var (rule, how) = kind switch
        {
            MatchClass.Exact => (AdvisoryRules.Exact, "names it"),
            MatchClass.SameTensors => (AdvisoryRules.SameTensors, "names a file or tensor whose numbers it holds"),
            _ => (AdvisoryRules.DeclaredDescent, "names the model that it says it was made from"),
        };
        List<Evidence> evidence =
        [
            Evidence.Quoted("advisory", $"{advisory.Id} revision {advisory.Revision}, {Status(advisory.Status)}, severity {advisory.Severity.ToString().ToLowerInvariant()}"),
            Evidence.Quoted("issued by", advisory.Issuer),
            Evidence.Quoted(target.Kind.ToString().ToLowerInvariant(), target.Value),
            new("what it says", EvidenceText.Quote(advisory.Summary, MaxSummary)),
        ];
        if (advisory.Replacement is { } replacement) evidence.Add(Evidence.Quoted("use instead", replacement.Value));
        var finding = rule.Report(
            AdvisoryMatching.SeverityOf(advisory, kind), confidence, $"The advisory {advisory.Id} {how}: {EvidenceText.Quote(advisory.Title)}",
            new(path is null ? "" : EvidenceText.Quote(path, 1024)), evidence);
        return finding with
        {
            References = [.. finding.References, EvidenceText.Quote(advisory.Id), .. advisory.Aliases.Take(MaxReferences).Select(a => EvidenceText.Quote(a))],
        };
    }

    private static string Status(AdvisoryStatus status) => status switch
    {
        AdvisoryStatus.UnderInvestigation => "under investigation",
        AdvisoryStatus.NotAffected => "not affected",
        AdvisoryStatus.Fixed => "fixed elsewhere",
        _ => "affected",
    };
}
