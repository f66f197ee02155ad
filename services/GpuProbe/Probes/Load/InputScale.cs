namespace Assay.GpuProbe.Probes.Load;

/// <summary>How floating-point inputs are drawn.</summary>
internal enum InputScale
{
    /// <summary>Mean 0, variance 1: what normalised images and embeddings look like.</summary>
    Normal,
    /// <summary>From 0 to 1.</summary>
    Unit,
    /// <summary>From 0 to 255: raw pixels. May overflow in a healthy model that expects normalised input.</summary>
    Pixel,
}
