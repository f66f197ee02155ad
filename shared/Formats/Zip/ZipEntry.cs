namespace Assay.Formats.Zip;

/// <summary>One entry of an archive, as the directory (or, where it is not listed, its local header) describes it.</summary>
public sealed record ZipEntry
{
    /// <summary>Stored without compression.</summary>
    public const int Stored = 0;

    /// <summary>Compressed with deflate.</summary>
    public const int Deflated = 8;

    /// <summary>Encrypted with AES; the method of compression stands elsewhere.</summary>
    public const int Aes = 99;

    /// <summary>Untrusted; never a path on this machine.</summary>
    public required string Name { get; init; }

    public required int Method { get; init; }

    public required long CompressedSize { get; init; }

    public required long Size { get; init; }

    /// <summary>Of the local header in the source.</summary>
    public required long HeaderOffset { get; init; }

    /// <summary>Of the data in the source.</summary>
    public long DataOffset { get; init; }

    public uint Crc { get; init; }

    public ZipFaults Faults { get; init; }

    /// <summary>The name in the local header where it is another one.</summary>
    public string? LocalName { get; init; }

    /// <summary>Unix mode from the external attributes; 0 where there is none.</summary>
    public int UnixMode { get; init; }

    /// <summary>Places that can hide data: extra fields that no known writer makes, and the entry's comment.</summary>
    public IReadOnlyList<ZipRegion> Hidden { get; init; } = [];

    /// <summary>General purpose flags, those of the directory and of the local header together.</summary>
    public int Flags { get; init; }

    public bool IsDirectory => Name.EndsWith('/');

    /// <summary>A symbolic link: its content is the target.</summary>
    public bool IsLink => (UnixMode & 0xf000) == 0xa000;
}
