using Assay.Contracts.Values;

namespace Assay.Formats.Detection;

/// <summary>ONNX is a protobuf message without a magic number: its top-level fields have to be those of ModelProto, with the right wire types.</summary>
internal static class OnnxShape
{
    private const int MaxFields = 4096;
    private const int Varint = 0;
    private const int Counted = 2;

    /// <summary>No version of the format is above this for decades at its pace.</summary>
    private const long MaxIrVersion = 255;

    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        // ir_version, producer_name, graph and opset_import are what writers begin with.
        if (head.Length < 4 || head[0] is not (0x08 or 0x12 or 0x3a or 0x42)) return null;
        var (version, graph, opset) = (false, false, false);
        long at = 0;
        for (var i = 0; i < MaxFields && at < source.Length; i++)
        {
            if (!TryVarint(source, ref at, out var tag)) return null;
            var (field, wire) = (tag >> 3, (int)(tag & 7));
            if (wire != WireTypeOf(field) || !TryVarint(source, ref at, out var value)) return null;
            if (wire == Counted)
            {
                if (value < 0 || value > source.Length - at) return graph || (version && field is 7 or 8) ? FileFormat.Onnx : null;
                at += value;
            }
            else if (field == 1 && (version || value is < 1 or > MaxIrVersion)) return null;
            version |= field == 1;
            graph |= field == 7;
            opset |= field == 8;
        }
        return (graph && (version || opset)) || (version && opset) ? FileFormat.Onnx : null;
    }

    private static int WireTypeOf(long field) => field switch
    {
        1 or 5 => Varint,
        2 or 3 or 4 or 6 or 7 or 8 or 14 or 20 or 25 or 26 => Counted,
        _ => -1,
    };

    private static bool TryVarint(ByteSource source, ref long at, out long value)
    {
        value = 0;
        Span<byte> bytes = stackalloc byte[10];
        var read = source.Read(at, bytes);
        for (var i = 0; i < read; i++)
        {
            value |= (long)(bytes[i] & 0x7f) << (7 * i);
            if ((bytes[i] & 0x80) != 0) continue;
            at += i + 1;
            return true;
        }
        return false;
    }
}
