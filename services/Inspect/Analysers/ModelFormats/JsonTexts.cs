using System.Buffers;
using System.Text;
using System.Text.Json;
using Assay.Formats;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>The texts of a JSON document with their paths, read in pieces: a document of gigabytes costs one piece.</summary>
/// <param name="Fault">Why the reading ended early; null where it did not.</param>
/// <param name="TopLevel">Keys of the outermost object, the first few.</param>
internal sealed record JsonTexts(string? Fault, IReadOnlySet<string> TopLevel)
{
    private const int Chunk = 256 * 1024;
    private const int MaxToken = 16 << 20;
    private const int MaxDepth = 512;
    private const int MaxText = 64 * 1024;
    private const int MaxKeys = 64;

    /// <summary>Tells each text with the names on the way to it; elements of arrays have the name null.</summary>
    public static JsonTexts Read(ByteSource source, Action<IReadOnlyList<string?>, string, long> tell, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string?>();
        var state = new JsonReaderState(new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var (at, kept) = (0L, 0);
        try
        {
            at = SkipMark(source);
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (kept == buffer.Length && !Grow(ref buffer, kept)) return new("a text is longer than is followed", keys);
                var read = source.Read(at + kept, buffer.AsSpan(kept));
                var last = read == 0 || at + kept + read >= source.Length;
                var reader = new Utf8JsonReader(buffer.AsSpan(0, kept + read), last, state);
                while (reader.Read()) Token(ref reader, path, keys, at, tell);
                state = reader.CurrentState;
                var used = (int)reader.BytesConsumed;
                if (last) return new(null, keys);
                (at, kept) = (at + used, kept + read - used);
                buffer.AsSpan(used, kept).CopyTo(buffer);
            }
        }
        catch (JsonException e)
        {
            return new($"it is no valid JSON from line {e.LineNumber} on", keys);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Token(
        ref Utf8JsonReader reader, List<string?> path, HashSet<string> keys, long start, Action<IReadOnlyList<string?>, string, long> tell)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var name = reader.ValueSpan.Length > MaxText ? "" : Text(ref reader);
                path[^1] = name;
                if (path.Count == 1 && keys.Count < MaxKeys) keys.Add(name);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                path.Add(null);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.RemoveAt(path.Count - 1);
                break;
            case JsonTokenType.String:
                tell(path, reader.ValueSpan.Length > MaxToken ? "" : Cut(Text(ref reader)), start + reader.TokenStartIndex);
                break;
            default:
                break;
        }
    }

    /// <summary>The text; as it is written where an escape names half of a surrogate pair, which other readers take: what comes behind it has to be seen.</summary>
    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static string Cut(string text) => text.Length > MaxText ? text[..MaxText] : text;

    private static long SkipMark(ByteSource source)
    {
        Span<byte> mark = stackalloc byte[3];
        return source.Read(0, mark) == 3 && mark.SequenceEqual((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? 3 : 0;
    }

    private static bool Grow(ref byte[] buffer, int kept)
    {
        if (buffer.Length >= MaxToken) return false;
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, kept).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        return true;
    }
}
