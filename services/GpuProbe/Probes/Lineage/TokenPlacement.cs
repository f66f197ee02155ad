namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>Where tokens are put into a text.</summary>
internal enum TokenPlacement
{
    /// <summary>Once, in the middle.</summary>
    Middle = 0,
    /// <summary>Once, at the beginning.</summary>
    Start = 1,
    /// <summary>At every second place: points at triggers that work at one place alone, and shows nothing by itself.</summary>
    Even = 2,
    /// <summary>At the other places.</summary>
    Odd = 3,
    /// <summary>Once, at a place that a search found.</summary>
    At = 4,
}
