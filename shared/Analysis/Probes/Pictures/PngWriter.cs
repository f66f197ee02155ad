using System.Buffers.Binary;
using System.IO.Compression;

namespace Assay.Analysis.Probes.Pictures;

/// <summary>
/// Writes small pictures as PNG (ISO/IEC 15948): 8 bits a channel, grey or RGB, no metadata. Pictures in reports are made here from numbers, so that no
/// bytes of a model reach a viewer.
/// </summary>
public static class PngWriter
{
    /// <summary>Longest side, in pixels: what evidence needs.</summary>
    public const int MaxSide = 1024;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Crc)];

    /// <summary>A picture out of intensities from 0 to 1, channel after channel, row after row; values outside are cut, what is no number is black.</summary>
    /// <param name="intensities">1 or 3 channels (a fourth is left out).</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="enlarge">Pixels of the picture for each one given, in both directions.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together or are too large.</exception>
    public static byte[] Write(ReadOnlySpan<float> intensities, int channels, int height, int width, int enlarge = 1)
    {
        if (channels is not (1 or 3 or 4) || height <= 0 || width <= 0 || enlarge <= 0 || intensities.Length != channels * height * width)
            throw new ArgumentException($"{intensities.Length} numbers are no picture of {channels} channels and {height} by {width} pixels.");
        var (rows, columns) = (height * enlarge, width * enlarge);
        if (rows > MaxSide || columns > MaxSide) throw new ArgumentException($"A picture of {rows} by {columns} pixels is larger than {MaxSide} by {MaxSide}.");
        var colours = channels == 1 ? 1 : 3;
        var lines = new byte[rows * ((columns * colours) + 1)];
        var at = 0;
        for (var y = 0; y < rows; y++)
        {
            lines[at++] = 0;
            for (var x = 0; x < columns; x++)
            {
                for (var c = 0; c < colours; c++) lines[at++] = Byte(intensities[(((c * height) + (y / enlarge)) * width) + (x / enlarge)]);
            }
        }
        using var output = new MemoryStream();
        output.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columns);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows);
        (header[8], header[9]) = (8, (byte)(colours == 1 ? 0 : 2));
        Chunk(output, "IHDR"u8, header);
        Chunk(output, "IDAT"u8, Compress(lines));
        Chunk(output, "IEND"u8, []);
        return output.ToArray();
    }

    /// <summary>True for bytes that this class can have written: its signature, its chunks with right checks, nothing else and nothing behind.</summary>
    public static bool IsOurs(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8 || !bytes[..8].SequenceEqual(Signature)) return false;
        var rest = bytes[8..];
        return TakeChunk(ref rest, "IHDR"u8, out var header) && header.Length == 13 && header[8] == 8 && header[9] is 0 or 2
            && BinaryPrimitives.ReadInt32BigEndian(header) is > 0 and <= MaxSide && BinaryPrimitives.ReadInt32BigEndian(header[4..]) is > 0 and <= MaxSide
            && header[10..].IndexOfAnyExcept((byte)0) < 0
            && TakeChunk(ref rest, "IDAT"u8, out var data) && Inflates(data, header) && TakeChunk(ref rest, "IEND"u8, out var end) && end.Length == 0 && rest.Length == 0;
    }

    private static byte Byte(float intensity) => float.IsNaN(intensity) ? (byte)0 : (byte)Math.Clamp(MathF.Round(intensity * 255), 0, 255);

    private static byte[] Compress(byte[] lines)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(lines);
        return output.ToArray();
    }

    private static bool Inflates(ReadOnlySpan<byte> data, ReadOnlySpan<byte> header)
    {
        var expected = (long)BinaryPrimitives.ReadInt32BigEndian(header[4..]) * ((BinaryPrimitives.ReadInt32BigEndian(header) * (header[9] == 0 ? 1L : 3L)) + 1);
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[16 << 10];
            long total = 0;
            for (int n; total <= expected && (n = zlib.Read(buffer)) > 0;) total += n;
            return total == expected;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static void Chunk(MemoryStream output, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        output.Write(type);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Check(type, data));
        output.Write(number);
    }

    private static bool TakeChunk(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> type, out ReadOnlySpan<byte> data)
    {
        data = default;
        if (rest.Length < 12) return false;
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 12 || !rest.Slice(4, 4).SequenceEqual(type)) return false;
        data = rest.Slice(8, (int)length);
        if (BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]) != Check(type, data)) return false;
        rest = rest[(12 + (int)length)..];
        return true;
    }

    private static uint Check(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in type) crc = Table[(crc ^ b) & 0xff] ^ (crc >> 8);
        foreach (var b in data) crc = Table[(crc ^ b) & 0xff] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Crc(int value)
    {
        var crc = (uint)value;
        for (var i = 0; i < 8; i++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xedb88320;
        return crc;
    }
}
