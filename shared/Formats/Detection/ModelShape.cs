using System.Buffers.Binary;
using Assay.Contracts.Values;
using Assay.Formats.RData;
using Assay.Formats.Torch7;

namespace Assay.Formats.Detection;

/// <summary>Model formats that a signature or the shape of the first fields gives away.</summary>
internal static class ModelShape
{
    private const int FastTextMagic = 793712314;
    private const ulong TableMagic = 0xdb4775248b80fb57;

    /// <summary>The formats that the bytes can be taken for.</summary>
    public static IEnumerable<string> Find(ByteSource source, ReadOnlySpan<byte> head, bool isText)
    {
        var found = new List<string>(2);
        if (head.Length < 4) return found;
        if (Fixed(source, head) is { } format) found.Add(format);
        else if (XmlShape.Looks(head)) found.Add(FileFormat.Xml);
        else if (!isText && ProtoModelShape.Find(source, head) is { } message) found.Add(message);
        if (EndsWithTableMagic(source)) found.Add(FileFormat.TensorFlowCheckpoint);
        return found;
    }

    private static string? Fixed(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.Length >= 8 && head[4..].StartsWith("TFL3"u8)) return FileFormat.TfLite;
        if (head.Length >= 8 && head[4..].StartsWith("ET"u8) && char.IsAsciiDigit((char)head[6])
            && char.IsAsciiDigit((char)head[7])) return FileFormat.ExecuTorch;
        if (head.StartsWith("RKNN"u8) || head.StartsWith("RKNP"u8)) return FileFormat.Rknn;
        if (head.StartsWith("ARROW1\0\0"u8) || head.StartsWith("FEA1"u8)) return FileFormat.Arrow;
        if (head.StartsWith("PAR1"u8) || head.StartsWith("PARE"u8)) return FileFormat.Parquet;
        if (head.StartsWith("CBM1"u8)) return FileFormat.CatBoost;
        if (head.StartsWith("ftrt"u8)) return FileFormat.TensorRt;
        if (head.StartsWith("T7\0\0"u8) || Torch7Reader.Looks(head)) return FileFormat.Torch7;
        if (RHeader.Find(head) is not null || IsWorkspace(head)) return FileFormat.R;
        if (head.StartsWith("tree\n"u8) || head.StartsWith("tree\r\n"u8)) return head[..Math.Min(head.Length,
            200)].IndexOf("version=v"u8) > 0 ? FileFormat.LightGbm : null;
        if (IsBooster(head)) return FileFormat.XgBoost;
        if (head.Length >= 16 && BinaryPrimitives.ReadInt64LittleEndian(head) == 0x112 && BinaryPrimitives.ReadInt64LittleEndian(head[8..]) == 0)
            return FileFormat.MxNetParameters;
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'B', 0, (byte)'C', 0, (byte)'N', 0])) return FileFormat.Cntk;
        if (source.Length >= 16 && BinaryPrimitives.ReadInt32LittleEndian(head) == FastTextMagic) return FileFormat.FastText;
        return VectorShape.Find(source, head);
    }

    private static bool IsWorkspace(ReadOnlySpan<byte> head) =>
        head.StartsWith("RDX2\n"u8) || head.StartsWith("RDX3\n"u8) || head.StartsWith("RDA2\n"u8) || head.StartsWith("RDA3\n"u8)
        || head.StartsWith("RDB2\n"u8) || head.StartsWith("RDB3\n"u8);

    private static bool IsBooster(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("binf"u8)) return head.Length >= 8;
        if (head.Length < 12 || head[0] != (byte)'{') return false;
        // UBJSON: a map whose first key is one of those that boosters have.
        var key = head[1] switch
        {
            (byte)'i' or (byte)'U' => head[2..],
            (byte)'I' => head[3..],
            (byte)'l' => head[5..],
            (byte)'L' => head[9..],
            _ => default,
        };
        if (key.Length < 8) return false;
        return Is(key, "learner"u8) || Is(key, "version"u8) || Is(key, "Config"u8) || Is(key, "Model"u8);
    }

    private static bool Is(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name) => key[0] == name.Length && key[1..].StartsWith(name);

    private static bool EndsWithTableMagic(ByteSource source)
    {
        Span<byte> end = stackalloc byte[8];
        return source.Length >= 48 && source.Read(source.Length - 8, end) == 8 && BinaryPrimitives.ReadUInt64LittleEndian(end) == TableMagic;
    }
}
