using System.Buffers.Binary;
using System.Text;

namespace Assay.Formats.SevenZip;

/// <summary>Reads the numbers of a 7z header. What does not fit is an <see cref="InvalidDataException"/>, which the reader turns into a fact.</summary>
internal sealed class SevenZipCursor(byte[] bytes)
{
    public int Position { get; set; }

    public int Left => bytes.Length - Position;

    public byte Byte() => Left > 0 ? bytes[Position++] : throw new InvalidDataException("the header is cut off");

    public ReadOnlySpan<byte> Bytes(long count)
    {
        if (count < 0 || count > Left) throw new InvalidDataException("the header is cut off");
        Position += (int)count;
        return bytes.AsSpan(Position - (int)count, (int)count);
    }

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    /// <summary>A number whose first byte says how many follow.</summary>
    public long Number()
    {
        var first = Byte();
        ulong value = 0;
        var mask = 0x80;
        for (var i = 0; i < 8; i++, mask >>= 1)
        {
            if ((first & mask) == 0)
            {
                value |= (ulong)(first & (mask - 1)) << (8 * i);
                break;
            }
            value |= (ulong)Byte() << (8 * i);
        }
        return value <= long.MaxValue ? (long)value : throw new InvalidDataException("a number in the header is impossible");
    }

    /// <summary>A count of things that take at least one byte in <paramref name="perByte"/> each.</summary>
    public int Count(int perByte = 1)
    {
        var count = Number();
        return count <= (long)bytes.Length * perByte ? (int)count : throw new InvalidDataException("the header counts more than it can hold");
    }

    public bool[] Bits(int count)
    {
        var bits = new bool[count];
        var (value, mask) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            if (mask == 0) (value, mask) = (Byte(), 0x80);
            bits[i] = (value & mask) != 0;
            mask >>= 1;
        }
        return bits;
    }

    /// <summary>Bits with a byte before them that may say that all are set.</summary>
    public bool[] OptionalBits(int count)
    {
        if (Byte() == 0) return Bits(count);
        var all = new bool[count];
        Array.Fill(all, true);
        return all;
    }

    /// <summary>Checksums are stepped over.</summary>
    public void SkipDigests(int count) => Bytes(4L * OptionalBits(count).Count(defined => defined));

    /// <summary>UTF-16 up to a zero.</summary>
    public string Text()
    {
        var begin = Position;
        while (true)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2)) == 0) return Encoding.Unicode.GetString(bytes, begin, Position - 2 - begin);
        }
    }
}
