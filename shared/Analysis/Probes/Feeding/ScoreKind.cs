namespace Assay.Analysis.Probes.Feeding;

/// <summary>What the numbers of an output are.</summary>
public enum ScoreKind
{
    /// <summary>Any numbers: the larger the likelier.</summary>
    Logits = 0,
    /// <summary>From 0 to 1, together 1.</summary>
    Probabilities = 1,
    /// <summary>From 0 to 1, each for itself.</summary>
    Independent = 2,
}
