using System.Text.Json;
using System.Text.Unicode;

namespace Assay.Attestation.Json;

/// <summary>
/// JSON (RFC 8259) that every reader understands alike: UTF-8 without a byte order mark, no member twice in an object (however it is escaped),
/// nothing after
/// the value, no comments, no trailing commas, no NaN, no half of a surrogate pair. What two parsers read differently must not be signed.
/// </summary>
public static class StrictJson
{
    private static readonly byte[] _byteOrderMark = [0xef, 0xbb, 0xbf];

    /// <summary>Reads one object; the reason says what is wrong and, where known, in which line.</summary>
    public static Parsed<JsonFields> ParseObject(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
    {
        limits ??= JsonLimits.Default;
        if (utf8.Length > limits.Bytes) return Parsed.Failed<JsonFields>($"the text has {utf8.Length} bytes; at most {limits.Bytes} are read");
        if (utf8.StartsWith(_byteOrderMark)) return Parsed.Failed<JsonFields>("the text begins with a byte order mark; write it as plain UTF-8");
        if (!Utf8.IsValid(utf8)) return Parsed.Failed<JsonFields>("the text is not UTF-8");
        if (SurrogateEscapes.HasLoneHalf(utf8)) return Parsed.Failed<JsonFields>("an escape names one half of a surrogate pair");
        try
        {
            var element = JsonElement.Parse(utf8, new() { AllowDuplicateProperties = false, MaxDepth = limits.Depth });
            return element.ValueKind == JsonValueKind.Object
                ? new JsonFields(element, "", new())
                : Parsed.Failed<JsonFields>($"an object is expected, not {JsonFields.Describe(element.ValueKind)}");
        }
        catch (JsonException e)
        {
            return Parsed.Failed<JsonFields>($"not strict JSON: {FirstSentence(e)}{Place(e)}");
        }
    }

    private static string FirstSentence(JsonException e)
    {
        var end = e.Message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }

    private static string Place(JsonException e) => e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine + 1})" : "";
}
