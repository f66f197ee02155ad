using System.Text.Json;
using Assay.Attestation.Json;
using Assay.Attestation.Keys;
using Assay.Attestation.Registry;

namespace Assay.Attestation.Deployment;

/// <summary>The list of attestation keys in a trust file.</summary>
internal static class AttestationKeysJson
{
    public const string Member = "attestationKeys";

    public static void Write(Utf8JsonWriter json, IReadOnlyList<AttestationKey> keys)
    {
        json.WriteStartArray(Member);
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteBase64String("key", key.Key.SubjectPublicKeyInfo.Span);
            if (key.RetiredAt is { } end) json.WriteString("retired", RegistryFields.Write(end));
            if (key.RetiredAtSize is { } size) json.WriteNumber("retiredAtSize", size);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static IReadOnlyList<AttestationKey> Read(JsonFields fields, int most)
    {
        var keys = new List<AttestationKey>();
        foreach (var entry in fields.Objects(Member, most))
        {
            entry.Only("key", "retired", "retiredAtSize");
            var key = PublicKeys.FromSubjectPublicKeyInfo(entry.Bytes("key"));
            if (!key.IsOk) entry.Problem.Report(entry.Path, key.Reason);
            else keys.Add(new(key.Value, entry.Has("retired") ? entry.Time("retired") : null, entry.OptionalCount("retiredAtSize")));
        }
        return keys;
    }
}
