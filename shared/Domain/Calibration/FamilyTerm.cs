namespace Assay.Domain.Calibration;

/// <summary>One statistic's part in a model: weight times (transformed value minus centre) over scale.</summary>
/// <param name="Probe">Probe id.</param>
/// <param name="Statistic">Its name. Where a model has several values, as for several files, the one with the largest part counts.</param>
/// <param name="Weight">In log odds.</param>
/// <param name="Centre">Subtracted from the value.</param>
/// <param name="Scale">What it is divided by; not 0.</param>
public sealed record FamilyTerm(string Probe, string Statistic, double Weight, double Centre = 0, double Scale = 1)
{
    /// <summary>What is done to the value first.</summary>
    public TermTransform Transform { get; init; }

    /// <summary>True: a model without this statistic was not examined, and the family says nothing of it. False: an absent value adds nothing.</summary>
    public bool Required { get; init; }

    /// <summary>Bounds of the centred and scaled value, so that no statistic far outside of what was fitted decides alone; null for none.</summary>
    public double? Limit { get; init; }
}
