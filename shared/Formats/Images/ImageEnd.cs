using System.Buffers.Binary;

namespace Assay.Formats.Images;

/// <summary>
/// Finds where an image ends for whoever draws it: PNG (ISO/IEC 15948, 5.2), JPEG (ITU-T T.81, annex B), GIF89a and WebP (RIFF). What stands behind is shown
/// by nobody.
/// </summary>
public static class ImageEnd
{
    /// <summary>Chunks, segments or blocks that are followed.</summary>
    private const int MaxParts = 100_000;

    /// <summary>JPEG data is searched for its end byte by byte; larger pictures are left alone.</summary>
    private const long MaxJpeg = 64L << 20;

    /// <summary>The offset behind the image; null where it cannot be told.</summary>
    public static long? Find(ByteSource source, CancellationToken cancellationToken)
    {
        Span<byte> head = stackalloc byte[13];
        head = head[..source.Read(0, head)];
        if (head.Length < 13) return null;
        var end = head[0] switch
        {
            0x89 => Png(source),
            0xff => source.Length <= MaxJpeg ? Jpeg(source, cancellationToken) : null,
            (byte)'G' => Gif(source, head),
            (byte)'R' => 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(head[4..]),
            _ => null,
        };
        return end <= source.Length ? end : null;
    }

    private static long? Png(ByteSource source)
    {
        Span<byte> chunk = stackalloc byte[8];
        long at = 8;
        for (var i = 0; i < MaxParts; i++)
        {
            if (source.Read(at, chunk) < 8) return null;
            at += 12 + (long)BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk[4..].SequenceEqual("IEND"u8)) return at;
        }
        return null;
    }

    private static long? Jpeg(ByteSource source, CancellationToken cancellationToken)
    {
        var bytes = new byte[source.Length];
        bytes = bytes[..source.Read(0, bytes)];
        cancellationToken.ThrowIfCancellationRequested();
        for (var at = 2; at + 1 < bytes.Length;)
        {
            if (bytes[at] != 0xff)
            {
                // Entropy-coded data: up to the next marker.
                var next = bytes.AsSpan(at).IndexOf((byte)0xff);
                if (next < 0) return null;
                at += next;
                continue;
            }
            var marker = bytes[at + 1];
            if (marker == 0xd9) return at + 2;
            if (marker is 0x00 or 0x01 or 0xff or (>= 0xd0 and <= 0xd7)) at += marker == 0xff ? 1 : 2;
            else if (at + 3 < bytes.Length) at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            else return null;
        }
        return null;
    }

    private static long? Gif(ByteSource source, ReadOnlySpan<byte> head)
    {
        var at = 13 + ColorTable(head[10]);
        Span<byte> part = stackalloc byte[10];
        for (var i = 0; i < MaxParts; i++)
        {
            var read = source.Read(at, part);
            if (read < 1) return null;
            switch (part[0])
            {
                case 0x3b:
                    return at + 1;
                case 0x21 when read > 1:
                    at += 2;
                    break;
                case 0x2c when read == 10:
                    at += 11 + ColorTable(part[9]);
                    break;
                default:
                    return null;
            }
            if (!SkipBlocks(source, ref at)) return null;
        }
        return null;
    }

    private static long ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);

    private static bool SkipBlocks(ByteSource source, ref long at)
    {
        Span<byte> length = stackalloc byte[1];
        for (var i = 0; i < MaxParts; i++)
        {
            if (source.Read(at, length) < 1) return false;
            at += 1 + length[0];
            if (length[0] == 0) return true;
        }
        return false;
    }
}
