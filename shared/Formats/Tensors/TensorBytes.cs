using Assay.Contracts.Reports;

namespace Assay.Formats.Tensors;

/// <summary>Makes entries of tensors whose bytes stand in one range of a source.</summary>
internal static class TensorBytes
{
    /// <summary>Elements that stand in row-major order.</summary>
    public static TensorEntry Plain(string name, string type, IReadOnlyList<long> shape, ByteSource source, long offset, long length, bool bigEndian = false)
    {
        var entry = new TensorEntry(name, type, shape, length) { Ranges = [new(offset, length)], Identity = (source, offset, length, bigEndian) };
        if (offset < 0 || length < 0 || offset > source.Length || length > source.Length - offset) return entry with { Fault = "its bytes lie outside the file" };
        if (!source.IsPresent(offset, length)) return entry with { Fault = "its bytes were not fetched" };
        var width = ElementType.NumberWidth(type);
        if (bigEndian && width == 0) entry = entry with { Layout = TensorLayout.AsStored };
        return entry with
        {
            Open = bigEndian && width > 1
                ? () => new SwappedStream(new BufferedStream(source.Slice(offset, length).AsStream(), 1 << 16), width)
                : () => source.Slice(offset, length).AsStream(),
        };
    }

    /// <summary>Elements that stand as strides say, counted in elements.</summary>
    public static TensorEntry Strided(
        string name, string type, IReadOnlyList<long> shape, IReadOnlyList<long> strides, ByteSource source, long first, bool bigEndian = false)
    {
        var width = ElementType.Width(type);
        var entry = new TensorEntry(name, type, shape, 0);
        if (width == 0) return entry with { Fault = "its element type is not known" };
        if (shape.Count != strides.Count || TensorShape.Count(shape) is not { } count || TensorShape.Span(shape, strides) is not { } span || first < 0
            || count > long.MaxValue / width || span > long.MaxValue / width || first > long.MaxValue / width)
            return entry with { Fault = "its shape and strides make no sense" };
        if (TensorShape.IsRowMajor(shape, strides)) return Plain(name, type, shape, source, first * width, count * width, bigEndian);
        var (offset, length) = (first * width, span * width);
        if (length > TensorLimits.Reordered || count > TensorLimits.Reordered / width)
            return Plain(name, type, shape, source, offset, length, bigEndian) with { Layout = TensorLayout.AsStored };
        entry = entry with { Length = count * width, Layout = TensorLayout.Reordered, Ranges = [new(offset, length)] };
        if (offset > source.Length || length > source.Length - offset) return entry with { Fault = "its bytes lie outside the file" };
        return entry with { Open = () => Reorder(source, offset, (int)length, shape, strides, width, bigEndian ? ElementType.NumberWidth(type) : 1) };
    }

    private static Stream Reorder(
        ByteSource source, long offset, int length, IReadOnlyList<long> shape, IReadOnlyList<long> strides, int width, int swapped)
    {
        var stored = new byte[length];
        if (source.Read(offset, stored) < length) return Stream.Null;
        var ordered = new ReorderedStream(stored, shape, strides, width);
        return swapped > 1 ? new SwappedStream(ordered, swapped) : ordered;
    }

    /// <summary>Ranges one behind the other.</summary>
    public static Stream Joined(ByteSource source, IReadOnlyList<ByteRange> ranges) =>
        ranges is [var only] ? source.Slice(only.Offset, only.Length).AsStream() : new JoinedStream(source, ranges);
}
