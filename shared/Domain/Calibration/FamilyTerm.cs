using System.Text.Json.Serialization;
using Assay.Contracts.Reports;

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

    /// <summary>
    /// The least that the centred and scaled value counts as; null for minus the limit. With a floor above the middle of the clean models, a statistic that
    /// sees one kind of attack says nothing where it sees none, instead of speaking for the model: the terms of a family then work as alternatives.
    /// </summary>
    public double? Floor { get; init; }

    /// <summary>
    /// Not null: fitting scales the term so that this share of the clean models lies below 1, and puts the floor there: only what few of them have counts.
    /// </summary>
    public double? FloorShare { get; init; }

    /// <summary>The value that is weighed, before it is centred; null where the statistic has none that is a number.</summary>
    public double? Transformed(ProbeReport statistic)
    {
        var value = Transform switch
        {
            TermTransform.Log => statistic.Value is { } v ? Math.Log(Math.Max(v, 1e-12)) : null,
            TermTransform.LogPlusOne => statistic.Value is { } v and > -1 ? Math.Log(1 + v) : null,
            TermTransform.Negative => -statistic.Value,
            TermTransform.Absolute => statistic.Value is { } v ? Math.Abs(v) : null,
            TermTransform.MinusLogP => statistic.PValue is { } p ? -Math.Log(Math.Max(p, 1e-12)) : null,
            _ => statistic.Value,
        };
        return value is { } known && double.IsFinite(known) ? known : null;
    }

    /// <summary>A transformed value, centred, scaled and within the bounds.</summary>
    public double Scaled(double transformed)
    {
        var scaled = Math.Min((transformed - Centre) / Scale, Limit ?? double.PositiveInfinity);
        return Math.Max(scaled, Floor ?? -(Limit ?? double.PositiveInfinity));
    }

    /// <summary>What the term counts as where a model has no such statistic: the middle of the clean models, or the floor where that is higher.</summary>
    [JsonIgnore]
    public double Absent => Math.Max(0, Floor ?? 0);
}
