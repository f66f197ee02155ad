namespace Assay.Domain.Calibration.Fitting;

/// <summary>How scores of two kinds of models lie to each other.</summary>
public static class Roc
{
    /// <summary>The chance that a score of the first kind is above one of the second; ties count half. Not a number where one kind has none.</summary>
    public static double Area(IReadOnlyList<double> positive, IReadOnlyList<double> negative)
    {
        double above = 0;
        foreach (var p in positive) foreach (var n in negative) above += p > n ? 1 : p == n ? 0.5 : 0;
        return above / positive.Count / negative.Count;
    }

    /// <summary>Share of the first kind above a threshold that at most this share of the second kind exceeds.</summary>
    public static double Detection(IReadOnlyList<double> positive, IReadOnlyList<double> negative, double falseAlarms)
    {
        var sorted = negative.OrderDescending().ToList();
        var allowed = (int)((falseAlarms * sorted.Count) + 1e-9);
        var threshold = allowed < sorted.Count ? sorted[allowed] : double.NegativeInfinity;
        return positive.Count(p => p > threshold) / (double)positive.Count;
    }
}
