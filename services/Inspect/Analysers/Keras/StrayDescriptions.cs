using Assay.Formats;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Finds text that begins a description in the bytes of a file whose structure cannot be followed.</summary>
internal static class StrayDescriptions
{
    private const int Window = 1 << 20;
    private const int Overlap = 256;
    private const int MaxText = 4 << 20;
    private const int MaxFound = 16;
    private const long MaxScanned = 1L << 30;

    /// <summary>Offset and text, each up to its first NUL.</summary>
    public static IEnumerable<(long Offset, byte[] Text)> Find(ByteSource source, CancellationToken cancellationToken)
    {
        var window = new byte[(int)Math.Min(Window + Overlap, source.Length)];
        var found = 0;
        long behind = 0;
        for (long at = 0; at < Math.Min(source.Length, MaxScanned) && found < MaxFound; at += Window)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = source.Read(at, window);
            for (var from = 0; from < read && found < MaxFound;)
            {
                var mark = Next(window.AsSpan(0, read), from, out var brace);
                if (mark < 0 || mark >= Window) break;
                from = mark + 10;
                if (brace < 0 || at + brace < behind) continue;
                var text = Text(source, at + brace);
                behind = at + brace + text.Length;
                found++;
                yield return (at + brace, text);
            }
        }
    }

    // The brace that opens the object stands shortly before its first name.
    private static int Next(ReadOnlySpan<byte> window, int from, out int brace)
    {
        var mark = window[from..].IndexOf("\"class_name\""u8);
        brace = -1;
        if (mark < 0) return -1;
        mark += from;
        var before = Math.Max(0, mark - 4096);
        var text = window[before..mark];
        var start = text.LastIndexOfAnyExceptInRange((byte)' ', (byte)'~') + 1;
        var open = text[start..].IndexOf((byte)'{');
        if (open >= 0) brace = before + start + open;
        return mark;
    }

    private static byte[] Text(ByteSource source, long offset)
    {
        var bytes = new byte[(int)Math.Min(MaxText, source.Length - offset)];
        var read = source.Read(offset, bytes);
        var end = bytes.AsSpan(0, read).IndexOf((byte)0);
        return bytes[..(end < 0 ? read : end)];
    }
}
