using System.Buffers.Binary;
using Assay.Formats.Bzip2;
using Assay.Formats.Deflate;
using Assay.Formats.Expansion;
using Assay.Formats.Lz4;
using Assay.Formats.Lzma;
using Assay.Formats.Xz;
using Assay.Formats.Zstd;

namespace Assay.Formats.SevenZip;

/// <summary>Expands a folder.</summary>
public static class SevenZipFolderReader
{
    private const long Copy = 0;
    private const long Lzma = 0x030101;
    private const long Deflate = 0x040108;
    private const long Deflate64 = 0x040109;
    private const long Bzip2 = 0x040202;
    private const long Zstd = 0x04f71101;
    private const long Lz4 = 0x04f71104;

    /// <summary>The folder's bytes, within the budget.</summary>
    public static ExpandedBytes Open(ByteSource archive, SevenZipFolder folder, ExpansionBudget budget, CancellationToken cancellationToken)
    {
        if (folder.IsEncrypted) return ExpandedBytes.Closed(ExpansionStop.Encrypted);
        if (folder.Chain is not { Count: > 0 } chain) return ExpandedBytes.Closed(ExpansionStop.Unsupported);
        var packed = archive.Slice(folder.PackOffset, folder.PackSize);
        try
        {
            if (chain is [{ Id: Copy }]) return ExpandedBytes.Stored(packed);
            var stream = packed.AsStream();
            foreach (var coder in chain) stream = Decode(stream, coder);
            using (stream) return Expander.Expand(stream, packed.Length, budget, cancellationToken);
        }
        catch (UnsupportedCompressionException)
        {
            return ExpandedBytes.Closed(ExpansionStop.Unsupported);
        }
        catch (InvalidDataException)
        {
            return ExpandedBytes.Closed(ExpansionStop.Damaged);
        }
    }

    private static Stream Decode(Stream inner, SevenZipCoder coder)
    {
        if (coder.Id == Copy) return inner;
        if (Filter(coder.Id) is { } filter) return Filters.Apply(inner as DecoderStream ?? new PlainDecoder(inner), filter, coder.Properties);
        var feed = new ByteFeed(inner);
        switch (coder.Id)
        {
            case Lzma when coder.Properties.Length >= 5:
                return new LzmaDecoder(feed, coder.Properties[0], BinaryPrimitives.ReadUInt32LittleEndian(coder.Properties.AsSpan(1)), coder.Size);
            case Filters.Lzma2:
                return Filters.Last(feed, coder.Id, coder.Properties);
            case Deflate or Deflate64:
                return new InflateStream(feed, coder.Id == Deflate64);
            case Bzip2:
                return new Bzip2Decoder(feed);
            case Zstd:
                return new ZstdDecoder(feed);
            case Lz4:
                return new Lz4Decoder(feed);
            default:
                throw new UnsupportedCompressionException($"The method {coder.Id:x} is not read here.");
        }
    }

    // 7z's old numbers of the filters that xz has, too.
    private static long? Filter(long id) => id switch
    {
        3 or 4 or 5 or 7 or 8 or 9 => id,
        0x03030103 => 4,
        0x03030205 => 5,
        0x03030501 => 7,
        0x03030701 => 8,
        0x03030805 => 9,
        _ => null,
    };
}
