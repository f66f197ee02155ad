namespace Assay.GpuProbe.Probes.Load;

/// <summary>What one run gave.</summary>
/// <param name="Scale">How its inputs were drawn.</param>
/// <param name="Seed">Of its inputs.</param>
/// <param name="Outputs">The outputs' shapes, digest and numbers.</param>
/// <param name="Seconds">Time of the run.</param>
internal sealed record TrialRun(InputScale Scale, ulong Seed, OutputSummary Outputs, double Seconds);
