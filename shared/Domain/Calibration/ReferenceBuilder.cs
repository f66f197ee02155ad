using System.Globalization;
using Assay.Contracts.Reports;

namespace Assay.Domain.Calibration;

/// <summary>Collects the statistics of trusted models into reference populations. Pure.</summary>
public static class ReferenceBuilder
{
    public static CalibrationPack Empty(string name) => new() { Schema = CalibrationPack.CurrentSchema, Name = name, Provenance = "" };

    /// <summary>
    /// A pack with the values of further models: of each model and statistic that has a direction one value for its stratum, the most suspicious where it
    /// has several.
    /// </summary>
    public static CalibrationPack Extend(CalibrationPack pack, IReadOnlyList<IReadOnlyList<ProbeReport>> models)
    {
        var values = new Dictionary<(string Probe, string Statistic, string? Stratum, StatisticDirection Direction), List<double>>();
        foreach (var known in pack.References) values[(known.Probe, known.Statistic, known.Stratum, known.Direction)] = [.. known.Values];
        var used = 0;
        foreach (var model in models)
        {
            var groups = model.Where(s => s.Value is { } v && double.IsFinite(v) && s.Direction is not null)
                .GroupBy(s => (s.Probe, s.Statistic, s.Stratum, s.Direction!.Value)).ToList();
            if (groups.Count > 0) used++;
            foreach (var group in groups)
            {
                if (!values.TryGetValue(group.Key, out var list)) values[group.Key] = list = [];
                list.Add(Most(group.Select(s => s.Value!.Value), group.Key.Value));
            }
        }
        var added = string.Create(CultureInfo.InvariantCulture, $"Values of {used} trusted models were added.");
        return pack with
        {
            Provenance = pack.Provenance.Length == 0 ? added : $"{pack.Provenance} {added}",
            References = [.. values.OrderBy(v => v.Key.Probe, StringComparer.Ordinal).ThenBy(v => v.Key.Statistic, StringComparer.Ordinal)
                .ThenBy(v => v.Key.Stratum, StringComparer.Ordinal)
                .Select(v => new ReferencePopulation(v.Key.Probe, v.Key.Statistic, v.Key.Stratum, v.Key.Direction, [.. v.Value.Order()]))],
        };
    }

    private static double Most(IEnumerable<double> values, StatisticDirection direction) => direction switch
    {
        StatisticDirection.Greater => values.Max(),
        StatisticDirection.Less => values.Min(),
        _ => values.MaxBy(Math.Abs),
    };
}
