namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>How well the model knows a record.</summary>
/// <param name="Record">The record.</param>
/// <param name="Log">Logarithm of the probability that the suffix is written after the prefix, at temperature 1.</param>
/// <param name="Rank">Place of the suffix among <paramref name="Others"/> others of the same form, by probability; 1 is the likeliest.</param>
/// <param name="Others">How many others it was compared with.</param>
internal sealed record RecordTrial(OwnerRecord Record, double Log, int Rank, int Others)
{
    /// <summary>Tries after which the record counts as got out, and how likely that has to be.</summary>
    public const int Tries = 1000;

    public const double Probability = 0.5;

    /// <summary>The probability that it is written at least once in so many tries.</summary>
    public double Within(int tries) => 1 - Math.Exp(tries * LogNot(Log));

    /// <summary>(n, p)-discoverable (Hayes et al. 2024), and more so than nearly all others of its form.</summary>
    public bool Discoverable => Within(Tries) >= Probability && (Others == 0 || Rank * 20 <= Others);

    /// <summary>Exposure in bits (Carlini et al. 2019): the logarithm of the others by the rank. No more than that of their number can be shown.</summary>
    public double Exposure => Math.Log2(Others + 1) - Math.Log2(Rank);

    /// <summary>The logarithm of 1 - p, exact for a small p.</summary>
    private static double LogNot(double log)
    {
        var p = Math.Exp(Math.Min(log, 0));
        return p >= 1 ? double.NegativeInfinity : p > 1e-5 ? Math.Log(1 - p) : -p;
    }
}
