using System.Buffers;

namespace Assay.Formats.Detection;

/// <summary>XML in the encodings that parsers recognise by themselves, whatever stands before the first element.</summary>
internal static class XmlShape
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);

    public static bool Looks(ReadOnlySpan<byte> head)
    {
        Span<byte> start = stackalloc byte[2048];
        var text = Narrow(head, start).TrimStart(" \t\r\n"u8);
        if (text.StartsWith("<?xml"u8)) return !Holds(text, "<svg"u8) && !Holds(text, "<html"u8);
        if (text.StartsWith("<!DOCTYPE"u8)) return !StartsWithHtml(text["<!DOCTYPE"u8.Length..].TrimStart(" \t\r\n"u8));
        // What stands behind a comment may be far behind it; text that begins so for another reason has no finding as XML.
        if (text.StartsWith("<!--"u8)) return !Holds(text, "<html"u8) && !Holds(text, "<svg"u8);
        if (!text.StartsWith("<"u8)) return false;
        var end = text[1..].IndexOfAny(NameEnds);
        var name = end < 0 ? text[1..] : text[1..(end + 1)];
        var colon = name.IndexOf((byte)':');
        if (colon >= 0) name = name[(colon + 1)..];
        return name.SequenceEqual("net"u8) || name.SequenceEqual("PMML"u8);
    }

    /// <summary>Text of two bytes a character as one byte a character; other text as it is.</summary>
    private static ReadOnlySpan<byte> Narrow(ReadOnlySpan<byte> head, Span<byte> start)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) head = head[3..];
        else if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) head = head[2..];
        if (head.Length < 4 || (head[0] != 0 && head[1] != 0)) return head[..Math.Min(head.Length, start.Length)];
        var count = 0;
        foreach (var b in head)
        {
            if (b == 0) continue;
            start[count++] = b;
            if (count == start.Length) break;
        }
        return start[..count];
    }

    private static bool StartsWithHtml(ReadOnlySpan<byte> name) =>
        name.Length >= 4 && (name[0] | 0x20) == 'h' && (name[1] | 0x20) == 't' && (name[2] | 0x20) == 'm' && (name[3] | 0x20) == 'l';

    private static bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part) => text.IndexOf(part) >= 0;
}
