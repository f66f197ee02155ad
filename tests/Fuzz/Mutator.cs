using System.Buffers.Binary;

namespace Assay.Tests.Fuzz;

/// <summary>Changes bytes as hostile writers and broken disks do. The same seed makes the same changes.</summary>
internal sealed class Mutator(int seed)
{
    /// <summary>Numbers at which arithmetic goes wrong.</summary>
    private static readonly long[] Edges =
        [0, 1, -1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1L << 32, 1L << 40];

    private readonly Random _random = new(seed);

    /// <summary>A mutation of one of the seeds, cut at <paramref name="maxLength"/>.</summary>
    public byte[] Next(IReadOnlyList<Seed> seeds, out Seed origin, int maxLength)
    {
        origin = seeds[_random.Next(seeds.Count)];
        var bytes = origin.Bytes.AsSpan(0, Math.Min(origin.Bytes.Length, maxLength)).ToArray();
        for (var n = 1 + _random.Next(_random.Next(4) == 0 ? 16 : 3); n > 0; n--) bytes = Mutate(bytes, seeds, maxLength);
        return bytes;
    }

    private byte[] Mutate(byte[] bytes, IReadOnlyList<Seed> seeds, int maxLength)
    {
        if (bytes.Length == 0) return [(byte)_random.Next(256)];
        var at = _random.Next(bytes.Length);
        switch (_random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + _random.Next(16))..]];
            case 4:
                Write(bytes.AsSpan(at), Edges[_random.Next(Edges.Length)]);
                return bytes;
            case 5:
                var length = Math.Min(bytes.Length - at, 1 + _random.Next(64));
                return Cut([.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]], maxLength);
            case 6:
                // The head of one format with the tail of another.
                var other = seeds[_random.Next(seeds.Count)].Bytes;
                return other.Length == 0 ? bytes : Cut([.. bytes[..at], .. other.AsSpan(_random.Next(other.Length))], maxLength);
            case 7:
                bytes.AsSpan(at, Math.Min(bytes.Length - at, 1 + _random.Next(32))).Fill((byte)_random.Next(256));
                return bytes;
            default:
                var noise = new byte[1 + _random.Next(8)];
                _random.NextBytes(noise);
                return Cut([.. bytes[..at], .. noise, .. bytes[at..]], maxLength);
        }
    }

    private void Write(Span<byte> target, long value)
    {
        var width = Math.Min(target.Length, 1 << _random.Next(4));
        Span<byte> bytes = stackalloc byte[8];
        if (_random.Next(2) == 0) BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        else BinaryPrimitives.WriteInt64BigEndian(bytes, value << (64 - (8 * width)));
        bytes[..width].CopyTo(target);
    }

    private static byte[] Cut(byte[] bytes, int maxLength) => bytes.Length <= maxLength ? bytes : bytes[..maxLength];
}
