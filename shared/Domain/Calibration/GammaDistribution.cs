namespace Assay.Domain.Calibration;

/// <summary>The gamma distribution of positive numbers.</summary>
/// <param name="Shape">Above 0; 1 is the exponential distribution.</param>
/// <param name="Scale">Above 0; the mean is shape times scale.</param>
public sealed record GammaDistribution(double Shape, double Scale)
{
    /// <summary>Values that hardly differ would need a shape without bound; so sharp a distribution is sharp enough.</summary>
    private const double MaxShape = 1e6;

    private const int MaxIterations = 100_000;

    /// <summary>The most likely one for values above 0 (Minka's iteration, which converges from its beginning in a few steps).</summary>
    public static GammaDistribution Fit(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var spread = Math.Log(mean) - values.Average(Math.Log);
        if (!(spread > 1 / (2 * MaxShape))) return new(MaxShape, mean / MaxShape);
        var shape = (3 - spread + Math.Sqrt(((spread - 3) * (spread - 3)) + (24 * spread))) / (12 * spread);
        for (var i = 0; i < 50; i++)
        {
            var step = (Math.Log(shape) - GammaFunction.Digamma(shape) - spread) / (shape * shape * ((1 / shape) - GammaFunction.Trigamma(shape)));
            var next = 1 / ((1 / shape) + step);
            if (!(next > 0)) break;
            var settled = Math.Abs(next - shape) < 1e-12 * shape;
            shape = next;
            if (settled) break;
        }
        return new(shape, mean / shape);
    }

    /// <summary>The chance of more than this value: the regularised upper incomplete gamma function, by its series or its continued fraction.</summary>
    public double Survival(double value)
    {
        if (value <= 0) return 1;
        var x = value / Scale;
        var front = Math.Exp((Shape * Math.Log(x)) - x - GammaFunction.Log(Shape));
        return Math.Clamp(x < Shape + 1 ? 1 - (front * Series(x)) : front * Fraction(x), 0, 1);
    }

    private double Series(double x)
    {
        var term = 1 / Shape;
        var sum = term;
        for (var n = 1; n <= MaxIterations && term > sum * 1e-16; n++) sum += term *= x / (Shape + n);
        return sum;
    }

    /// <summary>Lentz.</summary>
    private double Fraction(double x)
    {
        const double tiny = 1e-300;
        var b = x + 1 - Shape;
        var (c, d) = (1 / tiny, 1 / b);
        var fraction = d;
        for (var n = 1; n <= MaxIterations; n++)
        {
            var a = -n * (n - Shape);
            b += 2;
            d = 1 / NotZero((a * d) + b);
            c = NotZero(b + (a / c));
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-15) break;
        }
        return fraction;

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }
}
