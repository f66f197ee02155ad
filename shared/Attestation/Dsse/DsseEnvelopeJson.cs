using System.Text.Json;
using Assay.Attestation.Json;

namespace Assay.Attestation.Dsse;

/// <summary>The JSON form of an envelope (dsse, envelope.md), alone in a file or inside a bundle.</summary>
public static class DsseEnvelopeJson
{
    /// <summary>Envelopes in use carry one to a handful.</summary>
    private const int MostSignatures = 64;

    /// <summary>Reads an envelope that stands alone. Members that are not known are passed over, as the specification asks.</summary>
    public static Parsed<DsseEnvelope> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
    {
        var parsed = StrictJson.ParseObject(utf8, limits);
        if (!parsed.IsOk) return Parsed.Failed<DsseEnvelope>(parsed.Reason);
        var envelope = Read(parsed.Value);
        return parsed.Value.Problem.First is { } reason ? Parsed.Failed<DsseEnvelope>(reason) : envelope;
    }

    /// <summary>One line, standard base64 with padding.</summary>
    public static byte[] Write(DsseEnvelope envelope)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) WriteTo(json, envelope);
        return buffer.ToArray();
    }

    /// <summary>As <see cref="Write"/>, as a value of a larger document.</summary>
    internal static void WriteTo(Utf8JsonWriter json, DsseEnvelope envelope)
    {
        json.WriteStartObject();
        json.WriteBase64String("payload", envelope.Payload);
        json.WriteString("payloadType", envelope.PayloadType);
        json.WriteStartArray("signatures");
        foreach (var signature in envelope.Signatures)
        {
            json.WriteStartObject();
            json.WriteBase64String("sig", signature.Signature);
            json.WriteString("keyid", signature.KeyId ?? "");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static DsseEnvelope Read(JsonFields fields)
    {
        var payload = fields.Bytes("payload");
        var type = fields.Text("payloadType");
        if (type.Length == 0) fields.Problem.Report(fields.Path, "payloadType is empty");
        if (!fields.Has("signatures")) fields.Problem.Report(fields.Path, "signatures: missing");
        var signatures = fields.Objects("signatures", MostSignatures).Select(s => new DsseSignature(s.Bytes("sig"), s.OptionalText("keyid")))
            .ToList();
        return new(payload, type, signatures);
    }
}
