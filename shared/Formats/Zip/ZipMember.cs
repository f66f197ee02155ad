using System.Buffers.Binary;
using Assay.Formats.Bzip2;
using Assay.Formats.Deflate;
using Assay.Formats.Expansion;
using Assay.Formats.Lzma;
using Assay.Formats.Xz;
using Assay.Formats.Zstd;

namespace Assay.Formats.Zip;

/// <summary>Opens the bytes of an entry.</summary>
public static class ZipMember
{
    private const int EndMarkFlag = 2;

    /// <summary>
    /// The entry's bytes: a window on the archive where it is stored, expanded within the budget where it is compressed. The mark of encryption is
    /// not believed: loaders ignore it, and bytes that are truly encrypted make no sense to any analyser.
    /// </summary>
    public static ExpandedBytes Open(ByteSource archive, ZipEntry entry, ExpansionBudget budget, CancellationToken cancellationToken) =>
        Open(archive, entry, budget, out _, cancellationToken);

    /// <summary>As above; <paramref name="consumed"/> is how many of the packed bytes belong to what was expanded.</summary>
    public static ExpandedBytes Open(
        ByteSource archive, ZipEntry entry, ExpansionBudget budget, out long consumed, CancellationToken cancellationToken)
    {
        consumed = entry.CompressedSize;
        if (entry.Faults.HasFlag(ZipFaults.LocalHeaderMissing) || entry.Faults.HasFlag(ZipFaults.NotFetched)) return ExpandedBytes.Closed(ExpansionStop.Damaged);
        var data = archive.Slice(entry.DataOffset, entry.CompressedSize);
        if (entry.Method == ZipEntry.Stored) return ExpandedBytes.Stored(data);
        try
        {
            using var decoder = Decoder(entry, new ByteFeed(data.AsStream()));
            if (decoder is null) return ExpandedBytes.Closed(entry.Method == ZipEntry.Aes ? ExpansionStop.Encrypted : ExpansionStop.Unsupported);
            var content = Expander.Expand(decoder, data.Length, budget, cancellationToken);
            if (content.Stop == ExpansionStop.Complete) consumed = decoder.Consumed;
            return content;
        }
        catch (InvalidDataException)
        {
            return ExpandedBytes.Closed(ExpansionStop.Damaged);
        }
    }

    private static DecoderStream? Decoder(ZipEntry entry, ByteFeed feed) => entry.Method switch
    {
        ZipEntry.Deflated => new InflateStream(feed),
        9 => new InflateStream(feed, wide: true),
        12 => new Bzip2Decoder(feed),
        14 => Lzma(entry, feed),
        20 or 93 => new ZstdDecoder(feed),
        95 => new XzDecoder(feed),
        _ => null,
    };

    // A version of two bytes, the length of the properties, the properties.
    private static LzmaDecoder Lzma(ZipEntry entry, ByteFeed feed)
    {
        Span<byte> head = stackalloc byte[9];
        feed.Exactly(head);
        if (BinaryPrimitives.ReadUInt16LittleEndian(head[2..]) != 5) throw new InvalidDataException("The properties of LZMA are impossible.");
        return new(feed, head[4], BinaryPrimitives.ReadUInt32LittleEndian(head[5..]), (entry.Flags & EndMarkFlag) != 0 ? -1 : entry.Size);
    }
}
