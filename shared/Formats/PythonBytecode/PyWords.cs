using System.Globalization;

namespace Assay.Formats.PythonBytecode;

/// <summary>Constants as Python would write them, short.</summary>
internal static class PyWords
{
    private const int MaxItems = 8;
    private const int MaxText = 120;

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(PyConstant constant, int depth = 0) => constant.Kind switch
    {
        PyConstantKind.None => "None",
        PyConstantKind.Bool => constant.Number == 1 ? "True" : "False",
        PyConstantKind.Int => Of(constant.Number),
        PyConstantKind.Float => BitConverter.Int64BitsToDouble(constant.Number).ToString("G6", CultureInfo.InvariantCulture),
        PyConstantKind.Text => "'" + (constant.Text.Length > MaxText ? constant.Text[..MaxText] + "…" : constant.Text) + "'",
        PyConstantKind.Bytes => string.Create(CultureInfo.InvariantCulture, $"<{constant.Bytes.Length} bytes>"),
        PyConstantKind.Tuple when depth < 3 => "(" + string.Join(", ", constant.Items.Take(MaxItems).Select(i => Of(i, depth + 1))) + ")",
        PyConstantKind.Code => "<code>",
        _ => "…",
    };
}
