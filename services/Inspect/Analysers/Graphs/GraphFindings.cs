using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Graphs;

/// <summary>The findings about one graph file, bounded: a few for each rule and severity, and a count of what was left out.</summary>
internal sealed class GraphFindings(AnalysisContext context)
{
    private const int MaxOfOneKind = 12;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, string)> _seen = [];
    private readonly Dictionary<(string, Severity), int> _counts = [];

    /// <summary>True where there were more than are kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>In the order of their offsets.</summary>
    public IReadOnlyList<Finding> Ordered() => [.. _findings.OrderBy(f => f.Location.Offset ?? 0)];

    public void Add(Rule rule, long offset, string message, params IReadOnlyList<Evidence> evidence) =>
        Add(rule, rule.Severity, offset, message, evidence);

    /// <summary>Takes a finding over.</summary>
    public void Keep(Finding finding) => _findings.Add(finding);

    public void Add(Rule rule, Severity severity, long offset, string message, params IReadOnlyList<Evidence> evidence)
    {
        if (!_seen.Add((rule.Id, message))) return;
        var count = _counts[(rule.Id, severity)] = _counts.GetValueOrDefault((rule.Id, severity)) + 1;
        if (count > MaxOfOneKind) IsCut = true;
        else _findings.Add(rule.Report(severity, Confidence.High, message, context.At(offset), evidence));
    }
}
