using Assay.Analysis;
using Assay.Contracts.Findings;

namespace Assay.Inspect.Walk;

/// <summary>What one analyser said of an artifact and its members, joined.</summary>
public sealed class AnalyserOutcome(IAnalyser analyser)
{
    /// <summary>Findings kept for one artifact.</summary>
    private const int MaxFindings = 1000;

    private readonly List<Finding> _findings = [];
    private readonly List<ConditionalFinding> _conditional = [];

    public IAnalyser Analyser { get; } = analyser;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Findings that depend on the other files of the model.</summary>
    public IReadOnlyList<ConditionalFinding> Conditional => _conditional;

    public long BytesUnderstood { get; private set; }

    /// <summary>Why a part was not examined; null where all was.</summary>
    public string? PartialReason { get; private set; }

    /// <summary>What failed, for a person; null where nothing did. A failed analyser leaves no fact.</summary>
    public string? Error { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    internal void Add(AnalysisResult result, bool isArtifact, TimeSpan elapsed)
    {
        foreach (var finding in result.Findings)
        {
            if (_findings.Count < MaxFindings) _findings.Add(finding);
            else Partial($"more than {MaxFindings} findings");
        }
        // Members are counted in the artifact's bytes already, where it is a container; only one of the two is comparable with its size.
        if (isArtifact)
        {
            BytesUnderstood += result.BytesUnderstood;
            _conditional.AddRange(result.Conditional.Take(MaxFindings - _conditional.Count));
        }
        if (result.PartialReason is not null) Partial(result.PartialReason);
        Elapsed += elapsed;
    }

    internal void Partial(string reason) => PartialReason ??= reason;

    internal void Fail(string error) => Error ??= error;
}
