using System.Text.Json;
using Assay.Attestation.Deployment;
using Assay.Attestation.Dsse;
using Assay.Attestation.Json;
using Assay.Attestation.Keys;
using Assay.Attestation.Transparency;

namespace Assay.Attestation.Registry;

/// <summary>
/// What a gate without a network has to have to check approvals: the public keys of a registry and its log, old ones included, the log's newest
/// checkpoint
/// and the revocations. Whoever can change this file decides what passes: it comes over a channel that is trusted.
/// </summary>
/// <param name="RegistryKeys">That sign acts and revocations.</param>
/// <param name="LogKeys">That sign checkpoints.</param>
/// <param name="Checkpoint">The log as it was when the file was made; null for a log without entries.</param>
/// <param name="Revocations">As of then.</param>
public sealed record RegistryTrust(
    IReadOnlyList<IPublicKey> RegistryKeys, IReadOnlyList<NoteKey> LogKeys, SignedCheckpoint? Checkpoint, RevocationSnapshot Revocations)
{
    /// <summary>Of the file.</summary>
    public const string MediaType = "application/vnd.assay.registry-trust.v1+json";

    /// <summary>That sign attestations of scans, retired ones included.</summary>
    public IReadOnlyList<AttestationKey> AttestationKeys { get; init; } = [];

    private const int MostKeys = 256;

    /// <summary>The file.</summary>
    /// <param name="registryKeys">That ever signed acts.</param>
    /// <param name="logKeys">That ever signed checkpoints.</param>
    /// <param name="checkpoint">Signed note; null for a log without entries.</param>
    /// <param name="revocations">The signed snapshot.</param>
    /// <param name="attestationKeys">That ever signed attestations of scans; null for none.</param>
    public static byte[] Write(
        IEnumerable<IPublicKey> registryKeys,
        IEnumerable<NoteKey> logKeys,
        string? checkpoint,
        DsseEnvelope revocations,
        IReadOnlyList<AttestationKey>? attestationKeys = null)
    {
        using var buffer = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                buffer, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", MediaType);
            json.WriteStartArray("registryKeys");
            foreach (var key in registryKeys) json.WriteBase64StringValue(key.SubjectPublicKeyInfo.Span);
            json.WriteEndArray();
            json.WriteStartArray("logKeys");
            foreach (var key in logKeys) json.WriteStringValue(key.ToKeyText());
            json.WriteEndArray();
            if (attestationKeys is { Count: > 0 }) AttestationKeysJson.Write(json, attestationKeys);
            if (checkpoint is not null) json.WriteString("checkpoint", checkpoint);
            json.WritePropertyName("revocations");
            DsseEnvelopeJson.WriteTo(json, revocations);
            json.WriteEndObject();
        }
        return [.. buffer.ToArray(), (byte)'\n'];
    }

    /// <summary>Reads the file; its checkpoint and its revocations have to be signed by its own keys.</summary>
    public static Parsed<RegistryTrust> Parse(ReadOnlySpan<byte> utf8)
    {
        var parsed = StrictJson.ParseObject(utf8);
        if (!parsed.IsOk) return Parsed.Failed<RegistryTrust>(parsed.Reason);
        var fields = parsed.Value;
        if (fields.Text("mediaType") != MediaType) return Parsed.Failed<RegistryTrust>($"the file is not of the type {MediaType}");
        fields.Only("mediaType", "registryKeys", "logKeys", AttestationKeysJson.Member, "checkpoint", "revocations");
        var attestationKeys = AttestationKeysJson.Read(fields, MostKeys);
        var registryKeys = Read(fields, "registryKeys", fields.BytesList("registryKeys", MostKeys), key => PublicKeys.FromSubjectPublicKeyInfo(key));
        var logKeys = Read(fields, "logKeys", fields.OptionalTexts("logKeys", MostKeys) ?? [], NoteKey.Parse);
        var envelope = DsseEnvelopeJson.Read(fields.Object("revocations"));
        if (registryKeys.Count == 0) fields.Problem.Report("registryKeys", "at least one key is expected");
        if (fields.Problem.First is { } reason) return Parsed.Failed<RegistryTrust>(reason);
        var revocations = RevocationSnapshot.Verify(envelope, registryKeys);
        if (!revocations.IsOk) return Parsed.Failed<RegistryTrust>($"revocations: {revocations.Reason}");
        if (fields.OptionalText("checkpoint") is not { } note) return new RegistryTrust(registryKeys, logKeys, null, revocations.Value) { AttestationKeys = attestationKeys };
        var checkpoint = SignedCheckpoint.Verify(note, logKeys);
        return checkpoint.IsOk
            ? new RegistryTrust(registryKeys, logKeys, checkpoint.Value, revocations.Value) { AttestationKeys = attestationKeys }
            : Parsed.Failed<RegistryTrust>($"checkpoint: {checkpoint.Reason}");
    }

    private static List<T> Read<TText, T>(JsonFields fields, string name, IReadOnlyList<TText> texts, Func<TText, Parsed<T>> read)
        where T : class
    {
        var keys = new List<T>();
        for (var i = 0; i < texts.Count; i++)
        {
            var key = read(texts[i]);
            if (key.IsOk) keys.Add(key.Value);
            else fields.Problem.Report($"{name}[{i}]", key.Reason);
        }
        return keys;
    }
}
