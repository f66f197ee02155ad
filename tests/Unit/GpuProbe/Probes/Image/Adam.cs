namespace Assay.Tests.Unit.GpuProbe.Probes.Image;

/// <summary>Adam (Kingma and Ba 2015) over one array of numbers, with its corrections of the first steps.</summary>
internal sealed class Adam(int count, float rate, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f)
{
    private readonly float[] _mean = new float[count];
    private readonly float[] _squares = new float[count];
    private int _steps;

    /// <summary>Moves the numbers against their gradient, and keeps them within bounds.</summary>
    public void Step(Span<float> values, ReadOnlySpan<float> gradient, float low = float.NegativeInfinity, float high = float.PositiveInfinity)
    {
        _steps++;
        var first = 1 / (1 - MathF.Pow(beta1, _steps));
        var second = 1 / (1 - MathF.Pow(beta2, _steps));
        for (var i = 0; i < values.Length; i++)
        {
            // A row whose gradient is no number stays where it is.
            var g = float.IsFinite(gradient[i]) ? gradient[i] : 0;
            _mean[i] = (beta1 * _mean[i]) + ((1 - beta1) * g);
            _squares[i] = (beta2 * _squares[i]) + ((1 - beta2) * g * g);
            values[i] = Math.Clamp(values[i] - (rate * _mean[i] * first / (MathF.Sqrt(_squares[i] * second) + epsilon)), low, high);
        }
    }
}
