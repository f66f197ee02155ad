namespace Assay.Domain.Calibration.Fitting;

/// <summary>
/// Logistic regression whose weights keep given signs and are pulled towards given values: the sum of the weighed log losses plus the pull times the
/// squared distances, at its only minimum. Newton's method on the weights that are not held by their sign (Bertsekas 1982), with steps that always descend.
/// </summary>
internal static class SignedLogistic
{
    private const int MaxIterations = 200;
    private const double Converged = 1e-10;

    /// <summary>Fits.</summary>
    /// <param name="rows">One row for each model.</param>
    /// <param name="labels">1 or 0.</param>
    /// <param name="importance">Of each row, not negative.</param>
    /// <param name="prior">What each weight is pulled towards; its sign is the sign that the weight keeps, 0 for either.</param>
    /// <param name="pull">Above 0.</param>
    /// <returns>The intercept, which is free, and the weights.</returns>
    public static double[] Fit(IReadOnlyList<double[]> rows, IReadOnlyList<int> labels, IReadOnlyList<double> importance, IReadOnlyList<double> prior, double pull)
    {
        var size = prior.Count + 1;
        double[] at = [0, .. prior];
        var value = Value(at);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var (gradient, curvature) = Derivatives(at);
            int[] free = [.. Enumerable.Range(0, size).Where(i => !Held(i, at[i], gradient[i]))];
            if (free.All(i => Math.Abs(gradient[i]) < Converged)) break;
            var step = SymmetricSystem.Solve(free, curvature, gradient);
            var (next, lower) = Descend(step);
            var gained = value - lower;
            (at, value) = (next, lower);
            if (gained < Converged * (1 + Math.Abs(value)) * 1e-4) break;
        }
        return at;

        bool Held(int i, double weight, double slope) => i > 0 && weight == 0 && slope * Math.Sign(prior[i - 1]) > 0;

        (double[] Next, double Value) Descend(double[] step)
        {
            for (var length = 1.0; length > 1e-12; length /= 2)
            {
                var next = at.Select((x, i) => Signed(i, x - (length * step[i]))).ToArray();
                var lower = Value(next);
                if (lower < value) return (next, lower);
            }
            return (at, value);
        }

        double Signed(int i, double weight) => i > 0 && weight * Math.Sign(prior[i - 1]) < 0 ? 0 : weight;

        double Value(double[] weights)
        {
            double sum = 0;
            for (var r = 0; r < rows.Count; r++)
            {
                var z = Logit(weights, rows[r]);
                sum += importance[r] * (LogOnePlusExp(z) - (labels[r] * z));
            }
            for (var i = 1; i < size; i++) sum += pull * (weights[i] - prior[i - 1]) * (weights[i] - prior[i - 1]);
            return sum;
        }

        (double[] Gradient, double[,] Curvature) Derivatives(double[] weights)
        {
            var (gradient, curvature) = (new double[size], new double[size, size]);
            // Where all rows weigh nothing or are sure, the intercept would have no curvature.
            curvature[0, 0] = 1e-9;
            for (var r = 0; r < rows.Count; r++)
            {
                var p = Logistic.Of(Logit(weights, rows[r]));
                for (var i = 0; i < size; i++)
                {
                    gradient[i] += importance[r] * (p - labels[r]) * At(rows[r], i);
                    for (var j = 0; j < size; j++) curvature[i, j] += importance[r] * p * (1 - p) * At(rows[r], i) * At(rows[r], j);
                }
            }
            for (var i = 1; i < size; i++)
            {
                gradient[i] += 2 * pull * (weights[i] - prior[i - 1]);
                curvature[i, i] += 2 * pull;
            }
            return (gradient, curvature);
        }
    }

    /// <summary>The log odds of a row.</summary>
    public static double Logit(IReadOnlyList<double> weights, double[] row)
    {
        var z = weights[0];
        for (var i = 0; i < row.Length; i++) z += weights[i + 1] * row[i];
        return z;
    }

    private static double At(double[] row, int i) => i == 0 ? 1 : row[i - 1];

    private static double LogOnePlusExp(double z) => z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z));
}
