using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Contracts.Values;

/// <summary>Writes a digest as its hexadecimal text, and the empty digest as null.</summary>
public sealed class Sha256DigestJsonConverter : JsonConverter<Sha256Digest>
{
    public override bool HandleNull => true;

    public override Sha256Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return default;
        return Sha256Digest.TryParse(reader.GetString(), out var digest) ? digest : throw new JsonException("Not a SHA-256 digest.");
    }

    public override void Write(Utf8JsonWriter writer, Sha256Digest value, JsonSerializerOptions options)
    {
        if (value.IsEmpty) writer.WriteNullValue();
        else writer.WriteStringValue(value.Hex);
    }

    public override Sha256Digest ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Sha256Digest.TryParse(reader.GetString(), out var digest) ? digest : throw new JsonException("Not a SHA-256 digest.");

    public override void WriteAsPropertyName(Utf8JsonWriter writer, Sha256Digest value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Hex);
}
