namespace Assay.Analysis.Probes;

/// <summary>
/// Runs a model to see how it behaves. A probe works inside the sandboxed child, never in the worker: it may crash, hang or eat memory, and the worker
/// reports that. It has a public constructor without parameters and no state between calls. With the same seed it says the same again.
/// </summary>
public interface IProbe
{
    ProbeManifest Manifest { get; }

    /// <summary>
    /// Examines one model. What the model does wrong is a finding and not an exception. The token is cancelled when the budget ends: return what is known by
    /// then as a partial result.
    /// </summary>
    ValueTask<ProbeResult> RunAsync(ProbeContext context, CancellationToken cancellationToken);
}
