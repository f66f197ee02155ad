using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Source;

/// <summary>The findings about one source, bounded; the gravest stay where there are too many.</summary>
internal sealed class SourceFindings(AnalysisContext context)
{
    private const int Max = 100;
    private readonly List<Finding> _findings = [];
    private readonly HashSet<(string, string)> _seen = [];

    /// <summary>True where there were more than are kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The worst severity so far; null where nothing was found.</summary>
    public Severity? Worst { get; private set; }

    /// <summary>True for a member of a container.</summary>
    public bool IsMember => context.Member is not null;

    public IReadOnlyList<Finding> Ordered() => [.. _findings.OrderBy(f => f.Location.Offset ?? 0)];

    public void Add(Rule rule, Severity severity, long? offset, string message, params IReadOnlyList<Evidence> evidence)
    {
        if (!_seen.Add((rule.Id, message))) return;
        if (Worst is null || severity > Worst) Worst = severity;
        var finding = rule.Report(severity, Confidence.High, message, context.At(offset), evidence);
        if (_findings.Count < Max)
        {
            _findings.Add(finding);
            return;
        }
        IsCut = true;
        var mildest = _findings.Select((f, i) => (f.Severity, i)).Min();
        if (mildest.Severity < severity) _findings[mildest.i] = finding;
    }
}
