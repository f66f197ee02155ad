using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>The findings about one node, bounded.</summary>
internal sealed class FindingList(AnalysisContext context)
{
    private const int Max = 100;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, string)> _seen = [];

    /// <summary>True where there were more than are kept.</summary>
    public bool IsCut { get; private set; }

    public int Count => _findings.Count;

    /// <summary>In the order of their offsets; the worst stay where there are too many.</summary>
    public IReadOnlyList<Finding> Ordered() => [.. _findings.OrderBy(f => f.Location.Offset ?? 0)];

    public void Add(Rule rule, long offset, string message, params IReadOnlyList<Evidence> evidence) =>
        Add(rule, rule.Severity, offset, message, evidence);

    public void Add(Rule rule, Severity severity, long offset, string message, params IReadOnlyList<Evidence> evidence)
    {
        if (!_seen.Add((rule.Id, message))) return;
        var finding = rule.Report(severity, Confidence.High, message, context.At(offset), evidence);
        if (_findings.Count < Max)
        {
            _findings.Add(finding);
            return;
        }
        IsCut = true;
        var mildest = 0;
        for (var i = 1; i < _findings.Count; i++)
        {
            if (_findings[i].Severity < _findings[mildest].Severity) mildest = i;
        }
        if (_findings[mildest].Severity < severity) _findings[mildest] = finding;
    }
}
