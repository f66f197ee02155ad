using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>All that was found out of a model and its reference, as far as the time allowed.</summary>
internal sealed class LineageFacts(ProbeReference reference, ModelComparison comparison)
{
    /// <summary>With more answers that differ on inputs that nobody chose, the two do different jobs, and the reference is no control.</summary>
    private const double OtherTask = 0.6;

    public ProbeReference Reference { get; } = reference;

    public ModelComparison Comparison { get; } = comparison;

    public DeltaDirection? Direction { get; set; }

    public RowChange? Rows { get; set; }

    public Behaviour? Behaviour { get; set; }

    /// <summary>The best that was found, the best first.</summary>
    public IReadOnlyList<TokenTrigger> Tokens { get; set; } = [];

    /// <summary>Tokens tried alone; null where none were.</summary>
    public int? TokensTried { get; set; }

    /// <summary>The best pattern of each class, the best first.</summary>
    public IReadOnlyList<PatternTrigger> Patterns { get; set; } = [];

    /// <summary>What was not examined, and why.</summary>
    public List<string> NotExamined { get; } = [];

    /// <summary>True where the weights say that the model was not made from its reference.</summary>
    public bool IsUnrelated => Comparison.Independence is { LooksIndependent: true } && !Comparison.Weights.Exists(w => w.Pair.Model.Dims.Count >= 2
        && w.Relation is TensorRelation.Equal or TensorRelation.Converted or TensorRelation.Pruned && w.Count >= 64 && w.ReferenceSquares > 0);

    /// <summary>True where the reference does the same job, so that what moves the one and not the other was put there since.</summary>
    public bool IsControl => !IsUnrelated && Behaviour is { Flips: < OtherTask };

    /// <summary>True where nothing differs that could hide anything: the same graph, the same numbers but for rounding to a usual type.</summary>
    public bool IsExplained => Comparison.IsPureConversion && Comparison.Branch.Nodes.Count == 0;

    /// <summary>The token trigger that was shown on held-out texts; null for none.</summary>
    public TokenTrigger? ConfirmedTokens => IsControl ? Tokens.FirstOrDefault(t => t.IsConfirmed) : null;

    /// <summary>The pattern that stands out; null for none.</summary>
    public PatternTrigger? RemarkablePattern => IsControl ? Patterns.FirstOrDefault(p => p.IsRemarkable) : null;
}
