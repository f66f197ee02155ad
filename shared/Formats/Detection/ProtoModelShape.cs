using Assay.Contracts.Values;
using Assay.Formats.Protobuf;

namespace Assay.Formats.Detection;

/// <summary>Core ML, PaddlePaddle, CNTK and Caffe: protobuf messages, told by fields that only they have.</summary>
internal static class ProtoModelShape
{
    /// <summary>Loaders skip fields that they do not know, so a few hundred of them must not hide a model.</summary>
    private const int MaxFields = 20_000;
    private const int MaxPeek = 32;
    private const int MaxCoreMlVersion = 64;

    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head[0] < 8 || (head[0] & 7) is not (0 or 1 or 2 or 5)) return null;
        if (head.Length > 13 && head.StartsWith((ReadOnlySpan<byte>)[0x08, 0x01, 0x12]) && head[..Math.Min(head.Length,
            24)].IndexOf("\u000a\u0007version"u8) > 0)
            return FileFormat.Cntk;
        var input = new ProtoInput(source, new() { Fields = 4 * MaxFields });
        var fields = Fields(input, 0, source.Length);
        if (fields.Count == 0 || input.Fault is not (ProtoFault.None or ProtoFault.Truncated)) return null;
        if (IsCoreMl(fields)) return FileFormat.CoreMl;
        if (fields.Where(f => f.IsCounted(1)).Take(MaxPeek).Any(f => IsPaddleBlock(input, f))) return FileFormat.Paddle;
        if (fields.Exists(f => f.IsVarint(1)) && fields.Where(f => f.IsCounted(2)).Take(MaxPeek).Any(f => IsCntkEntry(input,
            f))) return FileFormat.Cntk;
        return fields.Exists(f => (f.IsCounted(100) && IsCaffeLayer(input, f)) || (f.IsCounted(2) && IsOldCaffeLayer(input,
            f))) ? FileFormat.Caffe : null;
    }

    private static bool IsCoreMl(List<ProtoField> fields) =>
        fields.Exists(f => f.IsVarint(1) && f.Value is > 0 and < MaxCoreMlVersion) && fields.Exists(f => f.Wire == ProtoWire.Counted
            && IsCoreMlType(f.Number));

    private static bool IsCoreMlType(int number) =>
        number is (>= 200 and <= 202) or (>= 300 and <= 304) or (>= 400 and <= 404) or (>= 500 and <= 502) or (>= 555 and <= 560) or (>= 600 and <= 610)
            or 900 or (>= 2000 and <= 2010) or 3000;

    private static bool IsPaddleBlock(ProtoInput input, ProtoField block)
    {
        var fields = Fields(input, block.Offset, block.Length, MaxPeek * 8);
        if (!fields.Exists(f => f.IsVarint(1)) || !fields.Exists(f => f.IsVarint(2))) return false;
        return fields.Where(f => f.IsCounted(4) || f.IsCounted(3)).Take(MaxPeek).Any(f => IsPaddlePart(input, f));
    }

    // An operator has its type as field 3, a variable its name and a message that is its type.
    private static bool IsPaddlePart(ProtoInput input, ProtoField part)
    {
        var fields = Fields(input, part.Offset, part.Length, MaxPeek);
        return part.Number == 4 ? fields.Exists(f => f.IsCounted(3) && IsName(input, f)) : fields.Exists(f => f.IsCounted(1) && IsName(input, f))
            && fields.Exists(f => f.IsCounted(2));
    }

    private static bool IsCntkEntry(ProtoInput input, ProtoField entry)
    {
        var fields = Fields(input, entry.Offset, entry.Length, 4);
        if (!fields.Exists(f => f.IsCounted(2)) || !fields.Exists(f => f.IsCounted(1) && f.Length is > 2 and < 32)) return false;
        var key = fields.Find(f => f.IsCounted(1));
        Span<byte> bytes = stackalloc byte[(int)key.Length];
        input.Source.Read(key.Offset, bytes);
        return bytes.SequenceEqual("primitive_functions"u8) || bytes.SequenceEqual("root_uid"u8) || bytes.SequenceEqual("uid"u8);
    }

    private static bool IsCaffeLayer(ProtoInput input, ProtoField layer)
    {
        var fields = Fields(input, layer.Offset, layer.Length, 8);
        return fields.Exists(f => f.IsCounted(2) && IsName(input, f)) && fields.Exists(f => f.Wire == ProtoWire.Counted && f.Number is 1 or 3 or 4);
    }

    private static bool IsOldCaffeLayer(ProtoInput input, ProtoField layer)
    {
        var fields = Fields(input, layer.Offset, layer.Length, 16);
        return fields.Exists(f => f.IsCounted(4) && IsName(input, f)) && fields.Exists(f => f.IsVarint(5) && f.Value < 64)
            && fields.Exists(f => f.IsCounted(3));
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
