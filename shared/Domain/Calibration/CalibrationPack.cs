namespace Assay.Domain.Calibration;

/// <summary>
/// What turns statistics of probes into p-values and a probability, as data: reference populations of trusted models, and a model fitted on labelled ones
/// for each family of models. A pack is shipped, or made with <c>assay calibrate</c>.
/// </summary>
public sealed record CalibrationPack
{
    public const string CurrentSchema = "assay.calibration/1";

    public required string Schema { get; init; }

    /// <summary>A short name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the numbers come from: which models, how they were made, by which version.</summary>
    public required string Provenance { get; init; }

    /// <summary>Values of statistics over trusted models.</summary>
    public IReadOnlyList<ReferencePopulation> References { get; init; } = [];

    /// <summary>Fitted models, one for each family.</summary>
    public IReadOnlyList<FamilyModel> Families { get; init; } = [];
}
