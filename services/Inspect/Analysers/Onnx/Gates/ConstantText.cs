using System.Globalization;

namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>What the numbers of a constant say.</summary>
internal static class ConstantText
{
    private const double Small = 3;
    private const double Masked = -1e4;

    /// <summary>The numbers for people.</summary>
    public static string Of(double[]? values)
    {
        if (values is null) return "a computed or large constant";
        var text = string.Join(", ", values.Take(8).Select(v => v.ToString("G6", CultureInfo.InvariantCulture)));
        return values.Length == 1 ? text : $"[{text}{(values.Length > 8 ? $", … {values.Length} numbers" : "")}]";
    }

    /// <summary>True for a number that somebody has to choose: no padding id, no flag, no mask, no run of positions.</summary>
    public static bool IsSpecific(double[]? values)
    {
        if (values is null) return true;
        if (values.Length == 0 || IsRun(values)) return false;
        return Array.Exists(values, v => !IsOrdinary(v));
    }

    /// <summary>0, 1, 2, …: positions.</summary>
    public static bool IsRun(double[]? values)
    {
        if (values is null || values.Length < 3) return false;
        for (var i = 1; i < values.Length; i++)
        {
            if (!(values[i] - values[i - 1]).Equals(1.0)) return false;
        }
        return true;
    }

    /// <summary>Numbers that favour one class: far apart, but no mask of minus infinity.</summary>
    public static bool IsPeaked(double[]? values) =>
        values is { Length: > 1 and <= 65536 } && Array.TrueForAll(values, double.IsFinite) && values.Min() > -1e3 && values.Max() - values.Min() >= 4;

    private static bool IsOrdinary(double v) =>
        !double.IsFinite(v) || v <= Masked || v.Equals(-100.0) || v >= int.MaxValue || (Math.Abs(v) <= Small && (v.Equals(Math.Truncate(v)) || v.Equals(0.5)));
}
