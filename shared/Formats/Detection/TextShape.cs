using System.Text.Json;
using System.Text.Unicode;
using Assay.Contracts.Values;

namespace Assay.Formats.Detection;

/// <summary>UTF-8 text without control characters, and JSON among it.</summary>
internal static class TextShape
{
    private const int MaxDepth = 256;

    public static string? Find(ReadOnlySpan<byte> head, bool whole)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) head = head[3..];
        foreach (var b in head)
        {
            if (b < ' ' && b is not ((byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)'\f' or 0x1b)) return null;
        }
        if (!IsUtf8(head, whole)) return null;
        return IsJson(head, whole) ? FileFormat.Json : FileFormat.Text;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head, bool whole)
    {
        // The window may cut a character of up to four bytes.
        for (var cut = 0; cut <= (whole ? 0 : Math.Min(3, head.Length)); cut++)
        {
            if (Utf8.IsValid(head[..^cut])) return true;
        }
        return false;
    }

    private static bool IsJson(ReadOnlySpan<byte> head, bool whole)
    {
        var start = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || head[start] is not ((byte)'{' or (byte)'[')) return false;
        var reader = new Utf8JsonReader(head, isFinalBlock: whole, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            while (reader.Read())
            {
                // Reading to the end is the check.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
