using System.Globalization;

namespace Assay.Attestation.Transparency;

/// <summary>A tile of a log (C2SP tlog-tiles): 256 hashes of one level, or the first few of them at the log's right border.</summary>
/// <param name="Level">0 holds hashes of leaves; each further one hashes of whole tiles of the level below.</param>
/// <param name="Index">Of the tile in its level.</param>
/// <param name="Width">Hashes, 1 to 256.</param>
public readonly record struct TileAddress(int Level, long Index, int Width)
{
    /// <summary>Hashes in a whole tile.</summary>
    public const int FullWidth = 256;

    /// <summary>Levels of the tree that one level of tiles spans.</summary>
    public const int Height = 8;

    /// <summary>The highest level a log of less than 2^63 entries can have.</summary>
    public const int MaxLevel = 7;

    /// <summary>Not at the border.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The path of the tile below the log's address, such as <c>tile/0/x001/234.p/5</c>.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/{TilePath.Of(Index, Width)}");

    /// <summary>
    /// The tile of some level that holds the hash with this index in a log of this size; null where the log has no such whole hash.
    /// </summary>
    public static TileAddress? Holding(int level, long hashIndex, long logSize)
    {
        var hashes = level > MaxLevel ? 0 : logSize >> (Height * level);
        if (hashIndex < 0 || hashIndex >= hashes) return null;
        var index = hashIndex / FullWidth;
        return new(level, index, (int)Math.Min(FullWidth, hashes - index * FullWidth));
    }

    /// <summary>All tiles of a log of this size, lowest level first.</summary>
    public static IEnumerable<TileAddress> AllOf(long logSize)
    {
        for (var level = 0; level <= MaxLevel && logSize >> (Height * level) > 0; level++)
        {
            var hashes = logSize >> (Height * level);
            for (var index = 0L; index * FullWidth < hashes; index++) yield return new(
                level, index, (int)Math.Min(FullWidth, hashes - index * FullWidth));
        }
    }
}
