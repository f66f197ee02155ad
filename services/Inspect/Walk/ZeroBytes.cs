using Assay.Contracts.Reports;
using Assay.Formats;

namespace Assay.Inspect.Walk;

/// <summary>Takes ranges of nothing but zeros off what is not accounted for: allocated and never used, nothing hides in them.</summary>
internal static class ZeroBytes
{
    private const int Window = 64 * 1024;

    /// <summary>Longer ranges are left as they are; looking through them would cost more than the statement is worth.</summary>
    private const long MaxRange = 64L << 20;

    public static NodeCoverage Excuse(NodeCoverage node, ByteSource bytes)
    {
        if (node.Missing <= 0) return node;
        IReadOnlyList<ByteRange> ranges = node.Unread.Count > 0 ? node.Unread : [new(node.Understood, node.Missing)];
        var left = ranges.Where(r => !IsZero(bytes, r)).ToList();
        if (left.Count == ranges.Count) return node;
        var excused = ranges.Sum(r => r.Length) - left.Sum(r => r.Length);
        return node with { Understood = Math.Min(node.Length, node.Understood + excused), Unread = left };
    }

    private static bool IsZero(ByteSource bytes, ByteRange range)
    {
        if (range.Length > MaxRange || !bytes.IsPresent(range.Offset, range.Length)) return false;
        var buffer = new byte[Math.Min(range.Length, Window)];
        for (long at = 0; at < range.Length;)
        {
            var read = bytes.Read(range.Offset + at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, range.Length - at)));
            if (read == 0) return false;
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0)) return false;
            at += read;
        }
        return true;
    }
}
