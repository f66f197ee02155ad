namespace Assay.Formats.Zip;

/// <summary>What an archive contains, and what contradicts itself in it.</summary>
/// <param name="Entries">Listed entries in the directory's order, then those that only local headers show.</param>
public sealed record ZipListing(IReadOnlyList<ZipEntry> Entries)
{
    /// <summary>False: the end record is missing or unusable, and the entries come from local headers alone.</summary>
    public bool HasDirectory { get; init; }

    /// <summary>Bytes before the archive, which the offsets in it do not count.</summary>
    public long PrefixLength { get; init; }

    /// <summary>Bytes that belong to nothing: before, between and behind the entries.</summary>
    public IReadOnlyList<ZipRegion> Gaps { get; init; } = [];

    /// <summary>The archive's comment.</summary>
    public ZipRegion Comment { get; init; }

    /// <summary>What is wrong with the directory as a whole; null where nothing is.</summary>
    public string? Damage { get; init; }

    /// <summary>What the archive says of itself in two ways; each is a sentence.</summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];

    /// <summary>True where there are more entries than were read.</summary>
    public bool Cut { get; init; }
}
