using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>The findings about one node, bounded; the gravest stay where there are too many.</summary>
internal sealed class FindingSheet(AnalysisContext context)
{
    private const int Max = 100;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, string)> _seen = [];

    /// <summary>In the order of their offsets.</summary>
    public IReadOnlyList<Finding> Ordered() => [.. _findings.OrderBy(f => f.Location.Offset ?? 0)];

    public void Add(Rule rule, long offset, string message, params IReadOnlyList<Evidence> evidence) =>
        Add(rule, rule.Severity, offset, message, evidence);

    public void Add(Rule rule, Severity severity, long offset, string message, params IReadOnlyList<Evidence> evidence)
    {
        if (!_seen.Add((rule.Id, message))) return;
        Keep(rule.Report(severity, Confidence.High, message, context.At(offset), evidence));
    }

    /// <summary>Takes a finding over.</summary>
    public void Keep(Finding finding)
    {
        if (_findings.Count < Max)
        {
            _findings.Add(finding);
            return;
        }
        var mildest = 0;
        for (var i = 1; i < _findings.Count; i++)
        {
            if (_findings[i].Severity < _findings[mildest].Severity) mildest = i;
        }
        if (_findings[mildest].Severity < finding.Severity) _findings[mildest] = finding;
    }
}
