using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Gradients.Rules;

/// <summary>Which elements a Resize makes its results of (ONNX operator specification, Resize).</summary>
internal static class Interpolation
{
    /// <summary>[from, to]: column o holds the weights that output o gives to the inputs; null where the mode is not handled.</summary>
    public static double[,]? Matrix(EditableNode node, int from, int to, float scale)
    {
        var result = new double[from, to];
        var coordinates = node.Text("coordinate_transformation_mode", "half_pixel");
        var mode = node.Text("mode", "nearest");
        for (var o = 0; o < to; o++)
        {
            double? at = coordinates switch
            {
                "half_pixel" => ((o + 0.5) / scale) - 0.5,
                "pytorch_half_pixel" => to > 1 ? ((o + 0.5) / scale) - 0.5 : 0,
                "align_corners" => to > 1 ? o * (double)(from - 1) / (to - 1) : 0,
                "asymmetric" => o / (double)scale,
                _ => null,
            };
            if (at is not { } x) return null;
            if (mode == "nearest") result[Math.Clamp(Nearest(x, node.Text("nearest_mode", "round_prefer_floor")), 0, from - 1), o] += 1;
            else if (mode == "linear") Linear(result, Math.Clamp(x, 0, from - 1), from, o);
            else if (mode == "cubic") Cubic(result, x, from, o, node.Number("cubic_coeff_a", -0.75f), node.Integer("exclude_outside", 0) != 0);
            else return null;
        }
        return result;
    }

    private static int Nearest(double x, string mode) => mode switch
    {
        "floor" => (int)Math.Floor(x),
        "ceil" => (int)Math.Ceiling(x),
        "round_prefer_ceil" => (int)Math.Floor(x + 0.5),
        _ => (int)Math.Ceiling(x - 0.5),
    };

    private static void Linear(double[,] result, double x, int from, int o)
    {
        var low = Math.Min((int)Math.Floor(x), from - 1);
        var share = x - low;
        result[low, o] += 1 - share;
        result[Math.Min(low + 1, from - 1), o] += share;
    }

    private static void Cubic(double[,] result, double x, int from, int o, double a, bool inside)
    {
        var low = (int)Math.Floor(x);
        var weights = new double[4];
        for (var k = 0; k < 4; k++)
        {
            var d = Math.Abs(x - (low - 1 + k));
            weights[k] = d <= 1 ? ((a + 2) * d * d * d) - ((a + 3) * d * d) + 1 : d < 2 ? (a * d * d * d) - (5 * a * d * d) + (8 * a * d) - (4 * a)
                : 0;
            if (inside && (low - 1 + k < 0 || low - 1 + k >= from)) weights[k] = 0;
        }
        var sum = inside ? weights.Sum() : 1;
        for (var k = 0; k < 4; k++) result[Math.Clamp(low - 1 + k, 0, from - 1), o] += weights[k] / sum;
    }
}
