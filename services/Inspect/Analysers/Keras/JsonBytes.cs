using Assay.Formats;
using Assay.Formats.PythonJson;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Says cheaply of bytes that they cannot be a description, before anything is parsed.</summary>
internal static class JsonBytes
{
    private const int Window = 1 << 20;
    private const int Overlap = 64;

    /// <summary>What every description of a Keras object holds.</summary>
    public const string KerasMark = "class_name";

    /// <summary>True where the source begins as JSON and holds the word, plainly, in wide characters or with escaped letters.</summary>
    public static bool MayDescribe(ByteSource source, string mark, CancellationToken cancellationToken)
    {
        var window = new byte[(int)Math.Min(Window + Overlap, source.Length)];
        for (long at = 0; at < source.Length; at += Window)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = window.AsSpan(0, source.Read(at, window));
            if (at == 0 && !LooseJson.MayBegin(part)) return false;
            if (Holds(part, mark)) return true;
        }
        return false;
    }

    /// <summary>The same of bytes in memory.</summary>
    public static bool MayDescribe(ReadOnlySpan<byte> bytes, string mark) => LooseJson.MayBegin(bytes) && Holds(bytes, mark);

    /// <summary>All bytes of a source that is known to be small enough.</summary>
    public static byte[] ReadAll(ByteSource source)
    {
        var bytes = new byte[(int)source.Length];
        return bytes[..source.Read(0, bytes)];
    }

    private static bool Holds(ReadOnlySpan<byte> bytes, string mark)
    {
        Span<byte> plain = stackalloc byte[mark.Length];
        Span<byte> wide = stackalloc byte[(mark.Length * 2) - 1];
        Span<byte> wider = stackalloc byte[(mark.Length * 4) - 3];
        for (var i = 0; i < mark.Length; i++) plain[i] = wide[i * 2] = wider[i * 4] = (byte)mark[i];
        return bytes.IndexOf(plain) >= 0 || bytes.IndexOf(wide) >= 0 || bytes.IndexOf(wider) >= 0 || HoldsEscapedLetter(bytes);
    }

    // \u0041 to \u007a: no writer escapes letters.
    private static bool HoldsEscapedLetter(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf("\\u00"u8); at >= 0 && at + 6 <= bytes.Length;)
        {
            if (bytes[at + 4] is >= (byte)'4' and <= (byte)'7' && (bytes[at + 4] is not ((byte)'7') || bytes[at + 5] is not ((byte)'f' or (byte)'F'))) return true;
            var next = bytes[(at + 4)..].IndexOf("\\u00"u8);
            if (next < 0) return false;
            at += 4 + next;
        }
        return false;
    }
}
