using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats.Zip;

namespace Assay.Formats.Outline;

/// <summary>
/// Zip archives, those of torch.save among them: the directory, and every member that is no raw tensor storage by its place, small ones first.
/// </summary>
internal sealed class ZipOutliner : IOutliner
{
    /// <summary>A local header is 30 bytes, the name again, and extra fields; what does not fit is fetched when it is missed.</summary>
    private const int HeaderSlack = 30 + 256;

    public IReadOnlyList<string> Formats { get; } = [FileFormat.Zip, FileFormat.TorchZip];

    public void Read(ByteSource source, CancellationToken cancellationToken) => ZipReader.List(source, cancellationToken: cancellationToken);

    public IEnumerable<ByteRange> Wanted(ByteSource source, long maxBytes, CancellationToken cancellationToken)
    {
        long wanted = 0;
        var members = ZipReader.List(source, cancellationToken: cancellationToken).Entries
            .Where(e => TorchStorageName.Of(e.Name) is null && e.CompressedSize >= 0)
            .OrderBy(e => e.CompressedSize)
            .Select(e => new ByteRange(e.HeaderOffset, HeaderSlack + e.Name.Length + e.CompressedSize))
            .TakeWhile(r => (wanted += r.Length) <= maxBytes);
        return Joined([.. members.OrderBy(r => r.Offset)]);
    }

    private static IEnumerable<ByteRange> Joined(List<ByteRange> ranges)
    {
        for (var i = 0; i < ranges.Count;)
        {
            var (start, end) = (ranges[i].Offset, ranges[i].Offset + ranges[i].Length);
            for (i++; i < ranges.Count && ranges[i].Offset <= end + RangeCache.Join; i++) end = Math.Max(end, ranges[i].Offset + ranges[i].Length);
            if (start >= 0) yield return new(start, end - start);
        }
    }
}
