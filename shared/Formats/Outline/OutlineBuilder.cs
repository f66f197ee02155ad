using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Formats.Detection;

namespace Assay.Formats.Outline;

/// <summary>
/// Fetches of a large file what says what it is and does: a header, a directory, the members that carry code. It has the format's own reader read what is
/// there, fetches what the reader asked for and missed, and begins again, so that whatever is examined later was asked for by the same reader.
/// </summary>
public sealed class OutlineBuilder
{
    /// <summary>Most bytes of one outline. The metadata of a language model with a large vocabulary takes some 10 MB.</summary>
    public const long MaxBytes = 48L << 20;

    /// <summary>The first request, enough for the headers of most files.</summary>
    private const int FirstBytes = 256 * 1024;

    /// <summary>Rounds of reading and fetching; honest files take a handful, a directory of members some dozens.</summary>
    private const int MaxRounds = 400;

    private readonly IReadOnlyList<IOutliner> _outliners = [new SafeTensorsOutliner(), new GgufOutliner(), new ZipOutliner()];

    /// <summary>The formats of which outlines are made, for people.</summary>
    public string Formats => string.Join(", ", _outliners.SelectMany(o => o.Formats));

    /// <summary>The outline in its stored form; null where the file is of no format that can be outlined, or too much of it would be needed.</summary>
    public async Task<byte[]?> BuildAsync(IRangeReader reader, CancellationToken cancellationToken)
    {
        var cache = new RangeCache(reader, MaxBytes);
        if (!await cache.FetchAsync(0, FirstBytes, cancellationToken).ConfigureAwait(false)) return null;
        var format = FileFormat.Unknown;
        if (!await SettleAsync(cache, s => format = FileTypeDetector.Detect(s, cancellationToken).Format, cancellationToken).ConfigureAwait(false)) return null;
        if (_outliners.FirstOrDefault(o => o.Formats.Contains(format)) is not { } outliner) return null;
        if (!await SettleAsync(cache, s => outliner.Read(s, cancellationToken), cancellationToken).ConfigureAwait(false)) return null;
        foreach (var range in outliner.Wanted(cache.Open(), MaxBytes / 2, cancellationToken))
        {
            if (!await cache.FetchAsync(range.Offset, range.Length, cancellationToken).ConfigureAwait(false)) break;
        }
        return await SettleAsync(cache, s => outliner.Read(s, cancellationToken), cancellationToken).ConfigureAwait(false) ? cache.ToOutline() : null;
    }

    // Reads, fetches what was missed, and reads again, until nothing is missed.
    private static async Task<bool> SettleAsync(RangeCache cache, Action<ByteSource> read, CancellationToken cancellationToken)
    {
        var last = default(ByteRange);
        for (var round = 0; round < MaxRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var source = cache.Open();
            read(source);
            if (source.Missed is not { } missed) return true;
            // Who reads on where the last fetch ended reads a long header: the next fetch is twice as large.
            var more = missed.Offset == last.Offset + last.Length ? 2 * last.Length : RangeCache.Join;
            last = new(missed.Offset, Math.Max(missed.Length, more));
            if (!await cache.FetchAsync(last.Offset, last.Length, cancellationToken).ConfigureAwait(false)) return false;
        }
        return false;
    }
}
