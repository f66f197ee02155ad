using System.Buffers;
using Assay.Contracts.Values;

namespace Assay.Formats.Detection;

/// <summary>
/// Looks through bytes that should be numbers for the beginning of a program or of a pickle that imports something, at any place. Bounded: of a large range the
/// beginning and the end are looked through, and a budget is shared by all ranges of a file.
/// </summary>
public sealed class NumberSearch(long budget = NumberSearch.DefaultBudget)
{
    /// <summary>Bytes of one file that are looked through, a few milliseconds: what hides among numbers needs other code that takes it out.</summary>
    public const long DefaultBudget = 16L << 20;

    /// <summary>Looked through at either end of a range.</summary>
    private const int MaxEnd = 1 << 20;

    private const int Window = 128 * 1024;

    /// <summary>Beginnings may lie across two windows.</summary>
    private const int Overlap = 4;

    /// <summary>Random bytes have a beginning every sixteen million; more in one file are made to cost time.</summary>
    private const int MaxTries = 1000;

    // ELF; DOS and Windows as linkers write it; pickles whose first opcode is an import, or a frame.
    private static readonly byte[][] Beginnings =
        [[0x7f, (byte)'E', (byte)'L', (byte)'F'], [(byte)'M', (byte)'Z', 0x90, 0], [0x80, 2, (byte)'c'], [0x80, 3, (byte)'c'], [0x80, 4, 0x95], [0x80, 5, 0x95]];

    private long _left = budget;
    private int _tries;

    /// <summary>Where the first such thing begins behind the range's first byte, which is others' to look at; null where there is none.</summary>
    public long? Find(ByteSource range, CancellationToken cancellationToken)
    {
        if (range.Length < 64 || _left <= 0) return null;
        var head = Math.Min(range.Length, MaxEnd);
        return Find(range, 1, head, cancellationToken)
            ?? (range.Length > head ? Find(range, Math.Max(head, range.Length - MaxEnd), range.Length, cancellationToken) : null);
    }

    private long? Find(ByteSource range, long from, long to, CancellationToken cancellationToken)
    {
        if (!range.IsPresent(from, to - from)) return null;
        var buffer = ArrayPool<byte>.Shared.Rent(Window);
        try
        {
            for (var at = from; at < to && _left > 0; at += Window - Overlap)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var bytes = buffer.AsSpan(0, range.Read(at, buffer.AsSpan(0, (int)Math.Min(Window, to - at))));
                _left -= bytes.Length;
                if (Find(range, at, bytes, cancellationToken) is { } found) return found;
            }
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private long? Find(ByteSource range, long start, ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        foreach (var beginning in Beginnings)
        {
            for (var from = 0; from < bytes.Length;)
            {
                var next = bytes[from..].IndexOf(beginning);
                if (next < 0 || _tries >= MaxTries) break;
                from += next;
                _tries++;
                var found = range.Slice(start + from, range.Length - start - from);
                if (EmbeddedContent.Find(found, cancellationToken) is FileFormat.Executable or FileFormat.Pickle) return start + from;
                from += beginning.Length;
            }
        }
        return null;
    }
}
