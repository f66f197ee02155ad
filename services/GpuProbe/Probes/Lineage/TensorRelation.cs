namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>How the numbers of a tensor relate to those that it was made from.</summary>
internal enum TensorRelation
{
    /// <summary>The same numbers.</summary>
    Equal = 0,
    /// <summary>The same numbers, rounded to the type that they are kept in.</summary>
    Converted = 1,
    /// <summary>Some are zero now; the others are the same, but for rounding.</summary>
    Pruned = 2,
    /// <summary>Other numbers that still resemble them.</summary>
    Changed = 3,
    /// <summary>Numbers that have nothing to do with them.</summary>
    Unrelated = 4,
    /// <summary>Another shape: a layer that was put in its place.</summary>
    Replaced = 5,
}
