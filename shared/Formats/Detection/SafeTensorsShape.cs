using System.Buffers.Binary;
using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.Formats.Detection;

/// <summary>safetensors: a length of eight bytes, then a JSON object of that length whose values are objects.</summary>
internal static class SafeTensorsShape
{
    /// <summary>The reference implementation refuses longer headers.</summary>
    private const long MaxHeader = 100_000_000;

    public static string? Find(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.Length < 10) return null;
        var length = BinaryPrimitives.ReadInt64LittleEndian(head);
        if (length is < 2 or > MaxHeader || length > source.Length - 8 || head[8] != (byte)'{') return null;
        var json = head[8..];
        var whole = json.Length >= length;
        return IsHeader(whole ? json[..(int)length] : json, whole) ? FileFormat.SafeTensors : null;
    }

    private static bool IsHeader(ReadOnlySpan<byte> json, bool whole)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: whole, new JsonReaderState(new JsonReaderOptions { MaxDepth = 8 }));
        try
        {
            while (reader.Read())
            {
                // Depth 1 holds tensors (and __metadata__), each an object.
                if (reader.CurrentDepth == 1 && reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.EndObject))
                    return false;
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
