namespace Assay.GpuProbe.Probes.Image;

/// <summary>A trigger that a later probe should try to confirm.</summary>
/// <param name="Family">Name of its family.</param>
/// <param name="Source">The one class whose images it turns; null for all.</param>
/// <param name="Target">The class that it gives.</param>
/// <param name="Lead">By how much it is cheaper than the next, in natural logarithms.</param>
internal sealed record TriggerCandidate(string Family, int? Source, int Target, double Lead);
