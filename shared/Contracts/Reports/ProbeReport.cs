using System.Text.Json.Serialization;
using Assay.Contracts.Findings;

namespace Assay.Contracts.Reports;

/// <summary>One statistic of one probe on one model file.</summary>
/// <param name="Probe">Probe id.</param>
/// <param name="Path">The model file.</param>
/// <param name="Statistic">Name and value of the statistic, e.g. <c>output_finite_share</c>.</param>
/// <param name="Value">Its value; null where it could not be computed.</param>
/// <param name="PValue">Against the reference population; null where there is none.</param>
/// <param name="Probability">Calibrated probability of what this statistic looks for, such as data learnt by heart; null where there is none.</param>
/// <param name="Evidence">What was seen, with seeds and settings.</param>
public sealed record ProbeReport(
    string Probe, string Path, string Statistic, double? Value, double? PValue, double? Probability, IReadOnlyList<Evidence> Evidence)
{
    /// <summary>How many inputs, tokens or tensors it was computed from; null where that means nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Count { get; init; }

    /// <summary>The population that the p-value compares with: task, classes, architecture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stratum { get; init; }

    /// <summary>Which values speak for hidden behaviour; null where none does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StatisticDirection? Direction { get; init; }

    /// <summary>
    /// The p-value for values that are unusual in either direction, where the other one counts one: a value far on the side that is not suspected is unusual
    /// as well. Null where there is no population, or the direction is both.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PTwoSided { get; init; }

    /// <summary>How many trusted models the p-value compares with.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? References { get; init; }

    /// <summary>The rate of false alarms at this value is below this, with 95 % confidence in the choice of the trusted models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? PUpper { get; init; }
}
