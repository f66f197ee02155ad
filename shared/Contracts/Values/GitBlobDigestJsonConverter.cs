using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Contracts.Values;

/// <summary>Writes a digest as its hexadecimal text, and the empty digest as null.</summary>
public sealed class GitBlobDigestJsonConverter : JsonConverter<GitBlobDigest>
{
    public override bool HandleNull => true;

    public override GitBlobDigest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return default;
        return GitBlobDigest.TryParse(reader.GetString(), out var digest) ? digest : throw new JsonException("Not a git blob id.");
    }

    public override void Write(Utf8JsonWriter writer, GitBlobDigest value, JsonSerializerOptions options)
    {
        if (value.IsEmpty) writer.WriteNullValue();
        else writer.WriteStringValue(value.Hex);
    }
}
