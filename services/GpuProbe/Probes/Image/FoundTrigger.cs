namespace Assay.GpuProbe.Probes.Image;

/// <summary>What a search found for one group.</summary>
/// <param name="Target">The class.</param>
/// <param name="Cost">Natural logarithm of the trigger's size, less a credit for the share turned in some families; of colours, what
/// <see cref="ColourSearch"/> measures. The smaller, the more easily the model is turned.</param>
/// <param name="FlipRate">Share of carriers that it turned at the end.</param>
/// <param name="Parameters">Of the family.</param>
internal sealed record FoundTrigger(int Target, double Cost, double FlipRate, float[][] Parameters);
