using System.IO.Compression;
using Assay.Formats.Expansion;

namespace Assay.Formats.Zip;

/// <summary>Opens the bytes of an entry.</summary>
public static class ZipMember
{
    /// <summary>
    /// The entry's bytes: a window on the archive where it is stored, expanded within the budget where it is deflated. The mark of encryption is
    /// not believed: loaders ignore it, and bytes that are truly encrypted make no sense to any analyser.
    /// </summary>
    public static ExpandedBytes Open(ByteSource archive, ZipEntry entry, ExpansionBudget budget, CancellationToken cancellationToken)
    {
        if (entry.Faults.HasFlag(ZipFaults.LocalHeaderMissing) || entry.Faults.HasFlag(ZipFaults.NotFetched)) return ExpandedBytes.Closed(ExpansionStop.Damaged);
        var data = archive.Slice(entry.DataOffset, entry.CompressedSize);
        switch (entry.Method)
        {
            case ZipEntry.Stored:
                return ExpandedBytes.Stored(data);
            case ZipEntry.Deflated:
                using (var inflate = new DeflateStream(data.AsStream(), CompressionMode.Decompress))
                    return Expander.Expand(inflate, data.Length, budget, cancellationToken);
            default:
                return ExpandedBytes.Closed(ExpansionStop.Unsupported);
        }
    }
}
