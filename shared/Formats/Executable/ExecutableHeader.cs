using System.Buffers.Binary;

namespace Assay.Formats.Executable;

/// <summary>What the first bytes of a program say.</summary>
/// <param name="Kind">The format.</param>
/// <param name="IsLibrary">True for what other programs load: .so, .dll, .dylib, object files.</param>
public sealed record ExecutableHeader(ExecutableKind Kind, bool IsLibrary)
{
    private const int HeadSize = 64;
    private const int MaxDocument = 1 << 20;

    /// <summary>Reads the header; null where it is none. Four magic bytes alone, as numbers have them by chance, are not enough.</summary>
    public static ExecutableHeader? Read(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.Length < 8) return null;
        var big = BinaryPrimitives.ReadUInt32BigEndian(head);
        return big switch
        {
            0x7f454c46 => Elf(head),
            0xfeedface or 0xfeedfacf => MachO(head, isBigEndian: true),
            0xcefaedfe or 0xcffaedfe => MachO(head, isBigEndian: false),
            0xcafebabe or 0xcafebabf => Cafebabe(head),
            0x0061736d when BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) is 1 or 0x1000d or 0xa0001 => new(ExecutableKind.WebAssembly, true),
            0x6465780a when head[7] == 0 => new(ExecutableKind.Dalvik, true),
            0x1b4c7561 when head[4] is >= 0x50 and <= 0x55 => new(ExecutableKind.Lua, true),
            0x1b4c4a01 or 0x1b4c4a02 => new(ExecutableKind.Lua, true),
            0x4c000000 when head.Length >= 20 && head[4..].StartsWith(ShellLinkClass) => new(ExecutableKind.ShellLink, false),
            0xd0cf11e0 when head[4..].StartsWith(CompoundRest) && HasMacros(source) => new(ExecutableKind.CompoundDocument, false),
            _ => IsPortable(head) ? new(ExecutableKind.ActuallyPortable, false) : head.StartsWith("MZ"u8) || head.StartsWith("ZM"u8) ? Pe(source, head) : null,
        };
    }

    /// <summary>As above, from a source.</summary>
    public static ExecutableHeader? Read(ByteSource source)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        return Read(source, head[..source.Read(0, head)]);
    }

    private static ReadOnlySpan<byte> ShellLinkClass => [1, 0x14, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];

    private static ReadOnlySpan<byte> CompoundRest => [0xa1, 0xb1, 0x1a, 0xe1];

    // The directory names its parts in UTF-16; it may stand anywhere, and nearly always stands near the beginning or the end.
    private static bool HasMacros(ByteSource source)
    {
        var bytes = new byte[(int)Math.Min(source.Length, MaxDocument)];
        if (HasPart(bytes.AsSpan(0, source.Read(0, bytes)))) return true;
        return source.Length > bytes.Length && HasPart(bytes.AsSpan(0, source.Read(source.Length - bytes.Length, bytes)));
    }

    private static bool HasPart(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("V\0B\0A\0\0"u8) >= 0 || bytes.IndexOf("_\0V\0B\0A\0_\0"u8) >= 0 || bytes.IndexOf("M\0a\0c\0r\0o\0s\0\0"u8) >= 0
        || bytes.IndexOf("CustomAction"u8) >= 0;

    // A cut or made-up header still has its class, its byte order and its version; a type beyond the known ones is some system's own.
    private static ExecutableHeader? Elf(ReadOnlySpan<byte> head)
    {
        if (head[4] > 2 || head[5] > 2 || head[6] > 1) return null;
        var isLibrary = false;
        if (head.Length >= 18) isLibrary = (head[5] == 2 ? BinaryPrimitives.ReadUInt16BigEndian(head[16..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[16..])) is 1 or 3;
        return new(ExecutableKind.Elf, isLibrary);
    }

    private static ExecutableHeader? MachO(ReadOnlySpan<byte> head, bool isBigEndian)
    {
        if (head.Length < 28) return null;
        var processor = Number(head[4..], isBigEndian) & 0x00ffffff;
        var type = Number(head[12..], isBigEndian);
        var commands = Number(head[16..], isBigEndian);
        return processor is > 0 and <= 32 && type is >= 1 and <= 16 && commands <= 65_536 ? new(ExecutableKind.MachO, type is not 2) : null;
    }

    // A universal Mach-O counts its parts where a Java class has its version, which is 45 or more.
    private static ExecutableHeader? Cafebabe(ReadOnlySpan<byte> head)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        if (number is > 0 and < 45) return new(ExecutableKind.MachO, false);
        return number is >= 45 and < 200 or > 0x10000 and < 0x1000000 && head[3] == 0xbe && (number & 0xffff) is >= 45 and < 200 ? new(ExecutableKind.JavaClass, true) : null;
    }

    private static bool IsPortable(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZqFpD"u8) || head.StartsWith("jartsr='"u8) || head.StartsWith("APEDBG='"u8);

    private static ExecutableHeader? Pe(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.Length < HeadSize) return null;
        long at = BinaryPrimitives.ReadUInt32LittleEndian(head[60..]);
        Span<byte> header = stackalloc byte[24];
        if (at >= 4 && source.Read(at, header) == header.Length && header.StartsWith("PE\0\0"u8))
            return new(ExecutableKind.Pe, (BinaryPrimitives.ReadUInt16LittleEndian(header[22..]) & 0x2000) != 0);
        if (at >= HeadSize && (header.StartsWith("NE"u8) || header.StartsWith("LE"u8) || header.StartsWith("LX"u8))) return new(ExecutableKind.Dos, false);
        // A program for DOS: pages of 512 bytes that the file has, and a header of some paragraphs.
        var last = BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
        var pages = BinaryPrimitives.ReadUInt16LittleEndian(head[4..]);
        var paragraphs = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        var fits = pages > 0 && last < 512 && paragraphs is >= 2 and < 0x1000 && pages <= (source.Length / 512) + 2 && (pages - 1) * 512L >= paragraphs * 16L - 512;
        return fits && head[2..HeadSize].IndexOfAnyInRange((byte)0, (byte)8) >= 0 ? new(ExecutableKind.Dos, false) : null;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
