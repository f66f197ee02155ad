using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes;

/// <summary>What a probe gets to work with.</summary>
/// <param name="Runtime">The runtime; the probe opens and closes its own sessions.</param>
/// <param name="ModelPath">The model's file; its companions lie beside it, all read-only.</param>
/// <param name="Device">Settings for every session: provider, device, threads.</param>
/// <param name="Seed">The only source of chance.</param>
/// <param name="Budget">What the probe may use.</param>
/// <param name="Progress">Told in a few words what comes next, so that a crash can be placed.</param>
public sealed record ProbeContext(
    OrtRuntime Runtime, string ModelPath, OrtSessionSettings Device, ulong Seed, ProbeBudget Budget, Action<string> Progress)
{
    /// <summary>Loads the model with the given device settings.</summary>
    /// <exception cref="OrtException">It cannot be loaded.</exception>
    public OrtSession OpenSession() => Runtime.OpenSession(ModelPath, Device);
}
