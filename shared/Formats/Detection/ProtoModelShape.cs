using Assay.Contracts.Values;
using Assay.Formats.Protobuf;

namespace Assay.Formats.Detection;

/// <summary>Core ML, PaddlePaddle, CNTK and Caffe: protobuf messages, told by fields that only they have.</summary>
internal static class ProtoModelShape
{
    private const int MaxFields = 256;
    private const int MaxCoreMlVersion = 64;

    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head[0] is not (0x08 or 0x0a or 0x12 or 0x10 or 0xa2 or 0x22) && !IsCoreMlStart(head)) return null;
        if (head.Length > 13 && head.StartsWith((ReadOnlySpan<byte>)[0x08, 0x01, 0x12]) && head[..Math.Min(head.Length, 24)].IndexOf("\u000a\u0007version"u8) > 0)
            return FileFormat.Cntk;
        var input = new ProtoInput(source, new() { Fields = 20 * MaxFields });
        var fields = Fields(input, 0, source.Length);
        if (fields.Count == 0) return null;
        if (IsCoreMl(fields)) return FileFormat.CoreMl;
        if (fields.Exists(f => f.IsCounted(1) && IsPaddleBlock(input, f)) && fields.TrueForAll(f => f.Number <= 5)) return FileFormat.Paddle;
        return fields.Exists(f => (f.IsCounted(100) && IsCaffeLayer(input, f)) || (f.IsCounted(2) && IsOldCaffeLayer(input, f))) ? FileFormat.Caffe : null;
    }

    // Fields may come in any order: a model can begin with its type, whose tag has two bytes.
    private static bool IsCoreMlStart(ReadOnlySpan<byte> head) => (head[0] & 0x87) == 0x82 && head[1] is > 0 and < 0xc0;

    private static bool IsCoreMl(List<ProtoField> fields) =>
        fields.Exists(f => f.IsVarint(1) && f.Value is > 0 and < MaxCoreMlVersion) && fields.Exists(f => f.Wire == ProtoWire.Counted && IsCoreMlType(f.Number))
        && fields.TrueForAll(f => f.Number is 1 or 2 or 10 || f.Number is >= 200 and <= 3999);

    private static bool IsCoreMlType(int number) =>
        number is (>= 200 and <= 202) or (>= 300 and <= 304) or (>= 400 and <= 404) or (>= 500 and <= 502) or (>= 555 and <= 560) or (>= 600 and <= 610)
            or 900 or (>= 2000 and <= 2010) or 3000;

    private static bool IsPaddleBlock(ProtoInput input, ProtoField block)
    {
        var fields = Fields(input, block.Offset, block.Length, 8);
        return fields.Count > 2 && fields[0].IsVarint(1) && fields[1].IsVarint(2) && fields[2].Number is 3 or 4 && fields[2].Wire == ProtoWire.Counted;
    }

    private static bool IsCaffeLayer(ProtoInput input, ProtoField layer)
    {
        var fields = Fields(input, layer.Offset, layer.Length, 8);
        return fields.Exists(f => f.IsCounted(2) && IsName(input, f)) && fields.Exists(f => f.Wire == ProtoWire.Counted && f.Number is 1 or 3 or 4);
    }

    private static bool IsOldCaffeLayer(ProtoInput input, ProtoField layer)
    {
        var fields = Fields(input, layer.Offset, layer.Length, 16);
        return fields.Exists(f => f.IsCounted(4) && IsName(input, f)) && fields.Exists(f => f.IsVarint(5) && f.Value < 64) && fields.Exists(f => f.IsCounted(3));
    }

    private static bool IsName(ProtoInput input, ProtoField field)
    {
        if (field.Length is 0 or > 128) return false;
        Span<byte> bytes = stackalloc byte[(int)field.Length];
        return input.Source.Read(field.Offset, bytes) == bytes.Length && bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
    }

    private static List<ProtoField> Fields(ProtoInput input, long offset, long length, int max = MaxFields)
    {
        var fields = new List<ProtoField>();
        var message = input.Message(offset, length);
        while (fields.Count < max && message.Next(out var field)) fields.Add(field);
        return fields;
    }
}
