using Assay.Contracts.Reports;

namespace Assay.Domain.Calibration.Fitting;

/// <summary>A model of which it is known whether it hides behaviour.</summary>
/// <param name="Id">As the manifest names it.</param>
/// <param name="Attack">How it was made to hide behaviour; null for a clean one.</param>
/// <param name="Statistics">What probes measured.</param>
public sealed record LabelledModel(string Id, string? Attack, IReadOnlyList<ProbeReport> Statistics)
{
    public bool Trojaned => Attack is not null;
}
