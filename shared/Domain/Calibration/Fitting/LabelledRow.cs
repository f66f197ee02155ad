namespace Assay.Domain.Calibration.Fitting;

/// <summary>One line of a manifest of labelled models.</summary>
/// <param name="Id">Its name.</param>
/// <param name="File">Where it lies, relative to the manifest; null where the manifest does not say.</param>
/// <param name="Label">1 for a model that hides behaviour, 0 for a clean one.</param>
/// <param name="Attack">How; null for a clean one.</param>
/// <param name="Family">What the models are grouped by; null where the manifest does not say.</param>
public sealed record LabelledRow(string Id, string? File, int Label, string? Attack, string? Family)
{
    /// <summary>The last part of a path or of the name of a scan's target, with either kind of slash.</summary>
    public static string LastPart(string path) => path.TrimEnd('/', '\\').Split('/', '\\')[^1];
}
