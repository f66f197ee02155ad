using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;

namespace Assay.Domain.Calibration;

/// <summary>
/// Gives statistics their p-values and a model its probability, out of packs. Pure: the same statistics and packs give the same numbers.
/// </summary>
public sealed class ProbeCalibration(IReadOnlyList<CalibrationPack> packs)
{
    private const double TieScale = 1.0 / (1UL << 53);

    private readonly Lazy<Sha256Digest> _digest = new(() => Sha256Digest.FromBytes(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(packs, AssayJson.Options))));

    /// <summary>Packs that are part of this build.</summary>
    public static ProbeCalibration BuiltIn { get; } = new(BuiltInPacks.Read());

    public IReadOnlyList<CalibrationPack> Packs { get; } = packs;

    /// <summary>SHA-256 of the packs in their order, of which the last one counts: the same digest, the same p-values and probabilities.</summary>
    public Sha256Digest Digest => _digest.Value;

    /// <summary>This calibration with further packs; where two have the same family, the last one counts.</summary>
    public ProbeCalibration With(IEnumerable<CalibrationPack> more) => new([.. Packs, .. more]);

    /// <summary>
    /// Each statistic that has a reference population gets its p-value, its bound and its number of references; those that a family about something
    /// else than hidden
    /// behaviour requires get its probability.
    /// </summary>
    /// <param name="statistics">Of one model.</param>
    /// <param name="seed">What ties are broken by, such as the model's digest.</param>
    public IReadOnlyList<ProbeReport> WithPValues(IReadOnlyList<ProbeReport> statistics, string seed)
    {
        IReadOnlyList<ProbeReport> known = [.. statistics.Select(s => WithPValue(s, seed))];
        foreach (var family in Families.Where(f => !f.HiddenBehaviour))
        {
            if (Evaluate(family, known) is not { } probability) continue;
            known = [.. known.Select(s => Requires(family, s) && s.Value is not null ? s with { Probability = s.Probability ?? probability } : s)];
        }
        return known;
    }

    /// <summary>
    /// The probability that the model hides behaviour: the largest of what the families and the statistics themselves say; null where none says
    /// anything.
    /// </summary>
    public double? Probability(IReadOnlyList<ProbeReport> statistics)
    {
        var largest = Leading(statistics)?.Probability;
        var other = Families.Where(f => !f.HiddenBehaviour).ToList();
        foreach (var own in statistics.Where(s => !other.Exists(f => Requires(f, s))).Select(s => s.Probability).OfType<double>())
            if (!(largest >= own)) largest = own;
        return largest;
    }

    /// <summary>
    /// What the probability says at a rate of false alarms, by the clean models of the family that says most; null where no family says anything.
    /// </summary>
    public OperatingPoint? At(double falseAlarms, IReadOnlyList<ProbeReport> statistics) =>
        Leading(statistics) is { } leading ? OperatingPoints.Of(leading.Family, leading.Probability, falseAlarms) : null;

    private (FamilyModel Family, double Probability)? Leading(IReadOnlyList<ProbeReport> statistics)
    {
        (FamilyModel Family, double Probability)? leading = null;
        foreach (var family in Families.Where(f => f.HiddenBehaviour))
        {
            if (Evaluate(family, statistics) is { } probability && !(leading?.Probability >= probability)) leading = (family, probability);
        }
        return leading;
    }

    /// <summary>What one family says; null where a statistic that it requires is not there.</summary>
    public static double? Evaluate(FamilyModel family, IReadOnlyList<ProbeReport> statistics)
    {
        var logit = family.Intercept;
        var any = false;
        foreach (var term in family.Terms)
        {
            var parts = statistics.Where(s => s.Probe == term.Probe && s.Statistic == term.Statistic).Select(s => Part(term, s)).OfType<double>().ToList();
            if (parts.Count == 0)
            {
                if (term.Required) return null;
                logit += term.Weight * term.Absent;
                continue;
            }
            any = true;
            logit += parts.Max();
        }
        return any ? Logistic.Of(logit) : null;
    }

    /// <summary>A probability at another prevalence than the one it was fitted on.</summary>
    public static double AtPrevalence(double probability, double from, double to)
    {
        var odds = probability / (1 - probability) * (to / (1 - to)) / (from / (1 - from));
        return double.IsPositiveInfinity(odds) ? 1 : odds / (1 + odds);
    }

    private IEnumerable<FamilyModel> Families => Packs.SelectMany(p => p.Families).GroupBy(f => f.Family).Select(g => g.Last());

    private static bool Requires(FamilyModel family, ProbeReport statistic) =>
        family.Terms.Any(t => t.Required && t.Probe == statistic.Probe && t.Statistic == statistic.Statistic);

    private static double? Part(FamilyTerm term, ProbeReport statistic) =>
        term.Transformed(statistic) is { } value ? term.Weight * term.Scaled(value) : null;

    private ProbeReport WithPValue(ProbeReport statistic, string seed)
    {
        if (statistic.PValue is not null || statistic.Value is not { } value || Reference(statistic) is not { } reference) return statistic;
        var tie = Tie($"{seed}\n{statistic.Probe}\n{statistic.Statistic}\n{statistic.Path}");
        return statistic with
        {
            PValue = Conformal.PValue(reference.Values, value, reference.Direction, tie),
            PTwoSided = reference.Direction == StatisticDirection.TwoSided ? null : Conformal.PValue(reference.Values, value, StatisticDirection.TwoSided, tie),
            PUpper = Conformal.UpperBound(reference.Values, value, reference.Direction),
            References = reference.Values.Count,
            Direction = reference.Direction,
        };
    }

    /// <summary>The population of the statistic's own stratum, or of all models where there is none; the last pack's.</summary>
    private ReferencePopulation? Reference(ProbeReport statistic)
    {
        ReferencePopulation? general = null, own = null;
        foreach (var reference in Packs.SelectMany(p => p.References))
        {
            if (reference.Probe != statistic.Probe || reference.Statistic != statistic.Statistic) continue;
            if (reference.Stratum is null) general = reference;
            else if (reference.Stratum == statistic.Stratum) own = reference;
        }
        return own ?? general;
    }

    private static double Tie(string text) => (BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text))) >> 11) * TieScale;
}
