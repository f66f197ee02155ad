using Assay.Contracts.Rules;
using Assay.Contracts.Values;

namespace Assay.Reporting.Reports.Sarif;

/// <summary>A rule of the log: its texts where they are known, else what its findings say of it.</summary>
internal sealed record SarifRule(
    string Id, string Title, Severity Severity, Confidence Confidence, IReadOnlyList<string> References, RuleEntry? Texts)
{
    /// <summary>
    /// The rules of these findings, by id. A rule counts as severe as the worst of its findings here, because code scanning shows the rule's severity
    /// and not the result's: a policy's change and an analyser's judgement of the single case would be lost otherwise.
    /// </summary>
    public static IReadOnlyList<SarifRule> Of(IEnumerable<SarifResult> results, IRuleCatalogue catalogue) =>
    [
        .. results.GroupBy(r => r.Finding.Rule, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(group =>
        {
            var findings = group.Select(r => r.Finding).ToList();
            var texts = catalogue.Find(group.Key);
            var references = (texts?.References ?? []).Concat(findings[0].References).Distinct(StringComparer.Ordinal).ToList();
            var title = texts?.Title ?? findings[0].Title;
            return new SarifRule(group.Key, title, findings.Max(f => f.Severity), findings.Max(f => f.Confidence), references, texts);
        }),
    ];

    /// <summary>As code scanning reads it: above 9 critical, from 7 high, from 4 medium, above 0 low.</summary>
    public string Score => Severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        Severity.Low => "2.0",
        _ => "0.0",
    };

    public string Precision => Confidence switch { Confidence.High => "high", Confidence.Medium => "medium", _ => "low" };

    public string Problem => Severity switch { Severity.Critical or Severity.High => "error", Severity.Medium => "warning", _ => "recommendation" };

    public static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };
}
