namespace Assay.Formats.Zip;

/// <summary>One entry of an archive, as the directory (or, where it is not listed, its local header) describes it.</summary>
public sealed record ZipEntry
{
    /// <summary>Stored without compression.</summary>
    public const int Stored = 0;

    /// <summary>Compressed with deflate.</summary>
    public const int Deflated = 8;

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

    /// <summary>Length of unknown extra fields, which can hide data; their place is <see cref="ExtraOffset"/>.</summary>
    public int ExtraLength { get; init; }

    /// <summary>Of the first unknown extra field's data.</summary>
    public long ExtraOffset { get; init; }

    public bool IsDirectory => Name.EndsWith('/');

    /// <summary>A symbolic link: its content is the target.</summary>
    public bool IsLink => (UnixMode & 0xf000) == 0xa000;
}
