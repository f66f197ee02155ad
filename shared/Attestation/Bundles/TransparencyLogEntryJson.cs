using System.Globalization;
using System.Text.Json;

namespace Assay.Attestation.Bundles;

/// <summary>The JSON form of a log's entry as a bundle holds it; whole numbers of 64 bits are strings, as Protocol Buffers write them.</summary>
internal static class TransparencyLogEntryJson
{
    /// <summary>Members without a value are left out.</summary>
    public static void WriteTo(Utf8JsonWriter json, TransparencyLogEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("logIndex", Number(entry.LogIndex));
        json.WriteStartObject("logId");
        json.WriteBase64String("keyId", entry.LogKeyId);
        json.WriteEndObject();
        json.WriteStartObject("kindVersion");
        json.WriteString("kind", entry.Kind);
        json.WriteString("version", entry.KindVersion);
        json.WriteEndObject();
        if (entry.IntegratedTime != 0) json.WriteString("integratedTime", Number(entry.IntegratedTime));
        if (entry.SignedEntryTimestamp is { } promise)
        {
            json.WriteStartObject("inclusionPromise");
            json.WriteBase64String("signedEntryTimestamp", promise);
            json.WriteEndObject();
        }
        if (entry.InclusionProof is { } proof) WriteProof(json, proof);
        json.WriteBase64String("canonicalizedBody", entry.CanonicalizedBody);
        json.WriteEndObject();
    }

    private static void WriteProof(Utf8JsonWriter json, InclusionProof proof)
    {
        json.WriteStartObject("inclusionProof");
        json.WriteString("logIndex", Number(proof.LogIndex));
        json.WriteBase64String("rootHash", proof.RootHash);
        json.WriteString("treeSize", Number(proof.TreeSize));
        json.WriteStartArray("hashes");
        foreach (var hash in proof.Hashes) json.WriteBase64StringValue(hash);
        json.WriteEndArray();
        if (proof.Checkpoint is { } checkpoint)
        {
            json.WriteStartObject("checkpoint");
            json.WriteString("envelope", checkpoint);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
