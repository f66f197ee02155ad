using System.Buffers.Binary;

namespace Assay.Formats.SafeTensors;

/// <summary>
/// Reads the header of a safetensors file as strictly as the reference implementation, and says what is wrong instead of refusing. Tensor data is not
/// read. Never throws for what the bytes are.
/// </summary>
public static class SafeTensorsReader
{
    /// <summary>The reference implementation refuses longer headers.</summary>
    public const long MaxHeader = 100_000_000;

    private const int Prefix = 8;

    /// <summary>Reads <paramref name="source"/>.</summary>
    public static SafeTensorsFile Read(ByteSource source, CancellationToken cancellationToken = default)
    {
        Span<byte> prefix = stackalloc byte[Prefix];
        if (source.Read(0, prefix) < Prefix) return Broken("the file is shorter than the length of its header");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxHeader) return Broken($"the header is said to have {length} bytes; at most {MaxHeader} are allowed");
        if ((long)length > source.Length - Prefix) return Broken($"the header is said to have {length} bytes, more than the file");
        if (length < 2) return Broken("the header is empty");
        var header = new byte[(int)length];
        if (source.Read(Prefix, header) != header.Length) return Broken("the header cannot be read");
        return new SafeTensorsHeader(header, source.Length, cancellationToken).Read();
    }

    private static SafeTensorsFile Broken(string what) => new([], [], [new(what, 0)], 0, 0, IsComplete: false);
}
