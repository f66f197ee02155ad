using System.Text.Json;
using Assay.Attestation.Dsse;
using Assay.Attestation.Json;
using Assay.Attestation.Keys;

namespace Assay.Attestation.Registry;

/// <summary>All revocations in force at a time, signed by the registry: what a gate without a network knows of them.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="LogSize">Entries of the log then.</param>
/// <param name="Revocations">In any order.</param>
public sealed record RevocationSnapshot(DateTimeOffset At, long LogSize, IReadOnlyList<Revocation> Revocations)
{
    /// <summary>Payload type of its envelope.</summary>
    public const string PayloadType = "application/vnd.assay.revocations.v1+json";

    /// <summary>A registry with more has revoked all there is; the length of the text bounds it too.</summary>
    private const int MostRevocations = 1_000_000;

    /// <summary>The payload of the envelope.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", RegistryFields.Write(At));
            json.WriteNumber("logSize", LogSize);
            json.WriteStartArray("revocations");
            foreach (var revocation in Revocations)
            {
                json.WriteStartObject();
                json.WriteString("manifest", revocation.Manifest.Hex);
                json.WriteString("name", revocation.Name);
                json.WriteString("state", revocation.IsRevoked ? "revoked" : "superseded");
                json.WriteString("time", RegistryFields.Write(revocation.At));
                if (revocation.Reason is { } reason) json.WriteString("reason", reason);
                if (!revocation.Replacement.IsEmpty) json.WriteString("replacement", revocation.Replacement.Hex);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>Reads an envelope that one of these keys has signed.</summary>
    public static Parsed<RevocationSnapshot> Verify(DsseEnvelope envelope, IReadOnlyCollection<IPublicKey> keys)
    {
        if (envelope.PayloadType != PayloadType) return Parsed.Failed<RevocationSnapshot>($"the envelope is of another type than {PayloadType}");
        var signed = envelope.SignedBytes();
        if (!envelope.Signatures.Any(s => keys.Any(k => k.Verify(signed, s.Signature))))
            return Parsed.Failed<RevocationSnapshot>("no key of the registry has signed the revocations");
        var parsed = StrictJson.ParseObject(envelope.Payload);
        if (!parsed.IsOk) return Parsed.Failed<RevocationSnapshot>(parsed.Reason);
        var fields = parsed.Value;
        if (!fields.Has("revocations")) fields.Problem.Report("revocations", "missing");
        var snapshot = new RevocationSnapshot(
            fields.Time("time") ?? default, fields.OptionalCount("logSize") ?? 0, [.. fields.Objects("revocations", MostRevocations).Select(Read)]);
        return fields.Problem.First is { } reason ? Parsed.Failed<RevocationSnapshot>(reason) : snapshot;
    }

    private static Revocation Read(JsonFields fields)
    {
        var state = fields.Text("state");
        if (state is not ("revoked" or "superseded")) fields.Problem.Report(fields.Path, "state: revoked or superseded is expected");
        if (!fields.Has("manifest")) fields.Problem.Report(fields.Path, "manifest: missing");
        return new(
            fields.Digest("manifest"),
            fields.Text("name"),
            state != "superseded",
            fields.Time("time") ?? default,
            fields.OptionalText("reason"),
            fields.Digest("replacement"));
    }
}
