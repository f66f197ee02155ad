using Assay.Domain.Calibration.Fitting;

namespace Assay.Cli.Calibration;

/// <summary>What a fit is asked for.</summary>
/// <param name="Manifest">File with the labels.</param>
/// <param name="Model">Name of the fitted model, e.g. image.</param>
/// <param name="Family">Only models of this family of the manifest; null for all.</param>
/// <param name="Options">How.</param>
internal sealed record FitRequest(string Manifest, string Model, string? Family, FitOptions Options);
