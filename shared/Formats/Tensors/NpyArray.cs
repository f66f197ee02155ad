using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Formats.Tensors;

/// <summary>The tensor of a .npy file.</summary>
internal static partial class NpyArray
{
    private const int MaxHeader = 64 * 1024;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The array; null where it holds Python objects or its header is none.</summary>
    public static TensorEntry? Read(ByteSource source, string name)
    {
        Span<byte> head = stackalloc byte[12];
        var read = source.Read(0, head);
        if (read < 10 || !head.StartsWith(Magic)) return null;
        // Version 1 has a length of two bytes, later ones of four.
        var start = head[6] >= 2 ? 12 : 10;
        if (read < start) return null;
        long length = start == 12 ? BitConverter.ToUInt32(head[8..]) : BitConverter.ToUInt16(head[8..]);
        if (length > MaxHeader) return null;
        var text = new byte[(int)length];
        if (source.Read(start, text) < text.Length) return null;
        return Of(name, Encoding.Latin1.GetString(text), source, start + length);
    }

    private static TensorEntry? Of(string name, string header, ByteSource source, long data)
    {
        if (Type().Match(header) is not { Success: true } type || Shape().Match(header) is not { Success: true } dimensions) return null;
        if (!int.TryParse(type.Groups[3].ValueSpan, CultureInfo.InvariantCulture, out var width) || width == 0) return null;
        var shape = new List<long>();
        foreach (var part in dimensions.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (shape.Count == TensorLimits.Rank || !long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var dimension)) return null;
            shape.Add(dimension);
        }
        if (TensorShape.Count(shape) is not { } count || count > long.MaxValue / width) return null;
        var element = ElementType.OfNumpy(type.Groups[2].Value[0], width);
        var big = type.Groups[1].Value == ">";
        if (!Fortran().IsMatch(header) || shape.Count < 2) return TensorBytes.Plain(name, element, shape, source, data, count * width, big);
        var inner = source.Slice(data, count * width);
        return TensorBytes.Strided(name, element, shape, TensorShape.ColumnMajor(shape), inner, 0, big);
    }

    [GeneratedRegex(@"['""]descr['""]\s*:\s*['""]([|<>=]?)([biufcSaVU?])(\d{1,6})['""]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Type();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\(([^)]*)\)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape();

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*True", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Fortran();
}
