namespace Assay.GpuProbe.Probes.Lineage;

/// <summary>What a search ended with for a class: a mask from 0 to 1 and a pattern in intensities, channel after channel.</summary>
internal sealed record FoundPattern(int Class, float[] Mask, float[] Pattern);
