using Assay.OnnxRuntime;

namespace Assay.GpuProbe.Doctor;

/// <summary>Whether a provider works here.</summary>
/// <param name="Provider">Which.</param>
/// <param name="Works">True: a small model was run with it, inside the child.</param>
/// <param name="Configured">True: it is the one that this installation uses.</param>
/// <param name="Problem">Why not and what to do, quoted; null where it works.</param>
public sealed record ProviderReport(ExecutionProvider Provider, bool Works, bool Configured, string? Problem);
