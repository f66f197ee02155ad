namespace Assay.Formats.SevenZip;

/// <summary>A stream of files that were compressed together.</summary>
public sealed record SevenZipFolder
{
    /// <summary>Of the packed bytes in the source.</summary>
    public required long PackOffset { get; init; }

    public required long PackSize { get; init; }

    /// <summary>Expanded.</summary>
    public required long Size { get; init; }

    /// <summary>From the packed bytes to the files; null where they are no simple chain, which is not read here.</summary>
    internal IReadOnlyList<SevenZipCoder>? Chain { get; init; }

    public bool IsEncrypted { get; init; }
}
