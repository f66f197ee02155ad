using System.Buffers.Binary;
using System.Text;

namespace Assay.Formats.Deflate;

/// <summary>What stands before the data of a gzip stream (RFC 1952, 2.3): places for bytes that no loader looks at.</summary>
/// <param name="Name">The file's name before it was compressed; null where there is none. Untrusted.</param>
/// <param name="Fields">Offset and length of the extra field, the name and the comment, as far as they are there.</param>
public sealed record GzipHeader(string? Name, IReadOnlyList<(long Offset, int Length)> Fields)
{
    private const int FixedSize = 10;

    /// <summary>Names and comments end with a zero; longer ones are cut here.</summary>
    private const int MaxText = 128 * 1024;

    /// <summary>Reads the header; null where there is none, or where it does not end.</summary>
    public static GzipHeader? Read(ByteSource source)
    {
        Span<byte> head = stackalloc byte[FixedSize];
        if (source.Read(0, head) < FixedSize || !head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b, 8])) return null;
        var flags = head[3];
        var fields = new List<(long, int)>();
        long at = FixedSize;
        if ((flags & 4) != 0)
        {
            if (source.Read(at, head[..2]) < 2) return null;
            var length = BinaryPrimitives.ReadUInt16LittleEndian(head);
            fields.Add((at + 2, length));
            at += 2 + length;
        }
        string? name = null;
        if ((flags & 8) != 0)
        {
            if (TextAt(source, at) is not { } bytes) return null;
            name = Encoding.Latin1.GetString(bytes);
            fields.Add((at, bytes.Length));
            at += bytes.Length + 1;
        }
        if ((flags & 16) == 0) return new(name, fields);
        if (TextAt(source, at) is not { } comment) return null;
        fields.Add((at, comment.Length));
        return new(name, fields);
    }

    private static byte[]? TextAt(ByteSource source, long offset)
    {
        var bytes = new byte[(int)Math.Clamp(source.Length - offset, 0, MaxText)];
        var end = bytes.AsSpan(0, source.Read(offset, bytes)).IndexOf((byte)0);
        return end < 0 ? null : bytes[..end];
    }
}
