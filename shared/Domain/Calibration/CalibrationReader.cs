using System.Text.Json;
using Assay.Contracts;

namespace Assay.Domain.Calibration;

/// <summary>Reads packs. A pack is the operator's own file, but a damaged one must not silently give other probabilities.</summary>
public static class CalibrationReader
{
    /// <summary>More reference values than any population needs; keeps a wrong file from filling the memory.</summary>
    private const int MaxValues = 1_000_000;

    private static readonly JsonSerializerOptions Strict = new(AssayJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads one pack.</summary>
    /// <exception cref="CalibrationException">It is not one; says why.</exception>
    public static CalibrationPack Read(ReadOnlySpan<byte> json)
    {
        CalibrationPack pack;
        try
        {
            pack = JsonSerializer.Deserialize<CalibrationPack>(json, Strict) ?? throw new CalibrationException("The pack is null.");
        }
        catch (JsonException exception)
        {
            throw new CalibrationException($"The pack is not what is expected: {exception.Message}");
        }
        if (pack.Schema != CalibrationPack.CurrentSchema) throw new CalibrationException($"The pack has the schema {pack.Schema}; this version reads {CalibrationPack.CurrentSchema}.");
        foreach (var reference in pack.References)
        {
            if (reference.Values.Count > MaxValues) throw new CalibrationException($"{Name(reference)} has more than {MaxValues} values.");
            if (reference.Values.Any(v => !double.IsFinite(v))) throw new CalibrationException($"{Name(reference)} has a value that is not a finite number.");
        }
        foreach (var family in pack.Families)
        {
            if (family.Prevalence is not (> 0 and < 1)) throw new CalibrationException($"The family {family.Family} has the prevalence {family.Prevalence}; it must lie between 0 and 1.");
            if (family.CleanProbabilities is { } clean && (clean.Count > MaxValues || clean.Any(p => p is not (>= 0 and <= 1))))
                throw new CalibrationException($"The family {family.Family} has clean probabilities that do not lie between 0 and 1, or more than {MaxValues}.");
            if (!double.IsFinite(family.Intercept) || family.Terms.Any(t => !double.IsFinite(t.Weight) || !double.IsFinite(t.Centre) || !double.IsFinite(t.Scale) || t.Scale == 0))
                throw new CalibrationException($"The family {family.Family} has a term that is not made of finite numbers, or a scale of 0.");
            if (family.Terms.FirstOrDefault(t => t.Floor is { } floor && !(floor <= (t.Limit ?? double.MaxValue))) is { } upsideDown)
                throw new CalibrationException($"The family {family.Family} has a floor of {upsideDown.Statistic} that is no number or lies above its limit.");
            if (family.Terms.FirstOrDefault(t => t.FloorShare is not (null or (> 0 and < 1))) is { } outside)
                throw new CalibrationException($"The family {family.Family} has a floor share of {outside.Statistic} that does not lie between 0 and 1.");
        }
        return pack;
    }

    private static string Name(ReferencePopulation reference) => $"The population of {reference.Probe}/{reference.Statistic}";
}
