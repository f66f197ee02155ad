using System.Text.Json;
using Assay.Attestation.Dsse;
using Assay.Attestation.Json;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Bundles;

/// <summary>The JSON form of a bundle: every member known, exactly one material, one content and one signature.</summary>
public static class SigstoreBundleJson
{
    /// <summary>Begins the reason for another number of signatures than one.</summary>
    internal const string NotOneSignature = "dsseEnvelope: exactly one signature is expected";

    /// <summary>A bundle has one entry, two in a change of logs.</summary>
    private const int MostLogEntries = 32;

    /// <summary>A timestamp is a signature to check; more than a few is no help but work.</summary>
    private const int MostTimestamps = 32;

    /// <summary>Longer chains do not occur, and paths through many certificates cost time.</summary>
    private const int MostCertificates = 16;

    /// <summary>A tree of 2^63 leaves has proofs of 63 hashes.</summary>
    private const int MostHashes = 64;

    /// <summary>Reads a bundle; the reason names the member that is wrong.</summary>
    public static Parsed<SigstoreBundle> Parse(ReadOnlySpan<byte> utf8, JsonLimits? limits = null)
    {
        var parsed = StrictJson.ParseObject(utf8, limits);
        if (!parsed.IsOk) return Parsed.Failed<SigstoreBundle>(parsed.Reason);
        var fields = parsed.Value;
        var version = Version(fields);
        fields.Only("mediaType", "verificationMaterial", "dsseEnvelope", "messageSignature");
        var material = fields.Object("verificationMaterial");
        material.Only("publicKey", "x509CertificateChain", "certificate", "tlogEntries", "timestampVerificationData");
        var key = Material(material);
        var entries = material.Objects("tlogEntries", MostLogEntries).Select(Entry).ToList();
        var timestamps = Timestamps(material.OptionalObject("timestampVerificationData"));
        var content = Content(fields);
        if (fields.Problem.First is { } reason) return Parsed.Failed<SigstoreBundle>(reason);
        return new SigstoreBundle(version, key!, entries, timestamps, content!);
    }

    /// <summary>A bundle of version 0.3 with an envelope, without timestamps.</summary>
    /// <exception cref="ArgumentException">It has something else in it, which this product does not make.</exception>
    public static byte[] Write(SigstoreBundle bundle)
    {
        if (bundle is not { Version: BundleVersion.V03, Timestamps: [], Content: EnvelopeContent content })
            throw new ArgumentException("Only bundles of version 0.3 with an envelope and without timestamps are written.", nameof(bundle));
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", SigstoreBundle.MediaType);
            json.WriteStartObject("verificationMaterial");
            WriteMaterial(json, bundle.Material);
            json.WriteStartArray("tlogEntries");
            foreach (var entry in bundle.LogEntries) TransparencyLogEntryJson.WriteTo(json, entry);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WritePropertyName("dsseEnvelope");
            DsseEnvelopeJson.WriteTo(json, content.Envelope);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteMaterial(Utf8JsonWriter json, VerificationMaterial material)
    {
        switch (material)
        {
            case PublicKeyMaterial key:
                json.WriteStartObject("publicKey");
                json.WriteString("hint", key.Hint);
                json.WriteEndObject();
                break;
            case CertificateMaterial chain:
                json.WriteStartObject("x509CertificateChain");
                json.WriteStartArray("certificates");
                foreach (var certificate in chain.Certificates)
                {
                    json.WriteStartObject();
                    json.WriteBase64String("rawBytes", certificate);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
                break;
        }
    }

    private static BundleVersion Version(JsonFields fields)
    {
        var type = fields.Text("mediaType");
        switch (type)
        {
            case "application/vnd.dev.sigstore.bundle+json;version=0.1":
                return BundleVersion.V01;
            case "application/vnd.dev.sigstore.bundle+json;version=0.2":
                return BundleVersion.V02;
            case "application/vnd.dev.sigstore.bundle+json;version=0.3" or SigstoreBundle.MediaType:
                return BundleVersion.V03;
            default:
                fields.Problem.Report("mediaType", $"'{EvidenceText.Quote(type)}' is not a sigstore bundle of version 0.1, 0.2 or 0.3");
                return default;
        }
    }

    private static VerificationMaterial? Material(JsonFields fields)
    {
        var (key, chain, certificate) =
            (fields.OptionalObject("publicKey"), fields.OptionalObject("x509CertificateChain"), fields.OptionalObject("certificate"));
        if ((key is null ? 0 : 1) + (chain is null ? 0 : 1) + (certificate is null ? 0 : 1) != 1)
        {
            fields.Problem.Report(fields.Path, "exactly one of publicKey, x509CertificateChain and certificate is expected");
            return null;
        }
        if (key is not null)
        {
            key.Only("hint", "rawBytes", "keyDetails");
            return new PublicKeyMaterial(key.OptionalText("hint"), key.OptionalBytes("rawBytes"), key.OptionalText("keyDetails"));
        }
        chain?.Only("certificates");
        IReadOnlyList<JsonFields> objects = chain is null ? [certificate!] : chain.Objects("certificates", MostCertificates);
        if (objects.Count == 0) fields.Problem.Report(fields.Path, "the certificate chain is empty");
        var certificates = objects.Select(c =>
        {
            c.Only("rawBytes");
            return c.Bytes("rawBytes");
        });
        return new CertificateMaterial(certificates.ToList(), chain is not null);
    }

    private static TransparencyLogEntry Entry(JsonFields fields)
    {
        fields.Only("logIndex", "logId", "kindVersion", "integratedTime", "inclusionPromise", "inclusionProof", "canonicalizedBody");
        var kind = fields.OptionalObject("kindVersion");
        return new(
            fields.OptionalCount("logIndex") ?? 0,
            fields.OptionalObject("logId")?.OptionalBytes("keyId") ?? [],
            kind?.OptionalText("kind") ?? "",
            kind?.OptionalText("version") ?? "",
            fields.OptionalCount("integratedTime") ?? 0,
            fields.OptionalObject("inclusionPromise")?.Bytes("signedEntryTimestamp"),
            fields.OptionalObject("inclusionProof") is { } proof ? Proof(proof) : null,
            fields.OptionalBytes("canonicalizedBody") ?? []);
    }

    private static InclusionProof Proof(JsonFields fields)
    {
        fields.Only("logIndex", "rootHash", "treeSize", "hashes", "checkpoint");
        return new(
            fields.OptionalCount("logIndex") ?? 0,
            fields.OptionalBytes("rootHash") ?? [],
            fields.OptionalCount("treeSize") ?? 0,
            fields.BytesList("hashes", MostHashes),
            fields.OptionalObject("checkpoint")?.Text("envelope"));
    }

    private static List<byte[]> Timestamps(JsonFields? fields)
    {
        fields?.Only("rfc3161Timestamps");
        return fields?.Objects("rfc3161Timestamps", MostTimestamps).Select(t => t.Bytes("signedTimestamp")).ToList() ?? [];
    }

    private static BundleContent? Content(JsonFields fields)
    {
        var (envelope, message) = (fields.OptionalObject("dsseEnvelope"), fields.OptionalObject("messageSignature"));
        if (envelope is null == message is null)
        {
            fields.Problem.Report("", "exactly one of dsseEnvelope and messageSignature is expected");
            return null;
        }
        if (envelope is not null)
        {
            envelope.Only("payload", "payloadType", "signatures");
            var read = DsseEnvelopeJson.Read(envelope);
            if (read.Signatures.Count != 1) fields.Problem.Report("", $"{NotOneSignature}, not {read.Signatures.Count}");
            return new EnvelopeContent(read);
        }
        message!.Only("messageDigest", "signature");
        var digest = message.OptionalObject("messageDigest");
        return new MessageSignatureContent(digest?.OptionalText("algorithm"), digest?.OptionalBytes("digest"), message.Bytes("signature"));
    }
}
