namespace Assay.Domain.Calibration.Fitting;

/// <summary>Solves small symmetric positive definite systems of equations (Cholesky).</summary>
internal static class SymmetricSystem
{
    /// <summary>Solves for the rows and columns that are free; the others stay 0.</summary>
    public static double[] Solve(int[] free, double[,] matrix, double[] right)
    {
        var n = free.Length;
        var lower = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[free[i], free[j]];
                for (var k = 0; k < j; k++) sum -= lower[i, k] * lower[j, k];
                lower[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / lower[j, j];
            }
        }
        var half = new double[n];
        for (var i = 0; i < n; i++)
        {
            half[i] = right[free[i]];
            for (var k = 0; k < i; k++) half[i] -= lower[i, k] * half[k];
            half[i] /= lower[i, i];
        }
        var solution = new double[right.Length];
        for (var i = n - 1; i >= 0; i--)
        {
            var sum = half[i];
            for (var k = i + 1; k < n; k++) sum -= lower[k, i] * solution[free[k]];
            solution[free[i]] = sum / lower[i, i];
        }
        return solution;
    }
}
