using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Json;

namespace Assay.Attestation.Sigstore;

/// <summary>
/// Reads the body that a log of signatures keeps for an entry: <c>hashedrekord</c> 0.0.1, <c>dsse</c> 0.0.1 and <c>intoto</c> 0.0.2 of the first
/// generation of Rekor, <c>hashedrekord</c> 0.0.2 of the second. Members that are not needed are passed over: the log has signed them, and nothing
/// relies on them.
/// </summary>
public static class LogEntryBody
{
    private static readonly JsonLimits _limits = JsonLimits.Default;

    /// <summary>Whether entries of a kind come with a promise and an integrated time, so from the first generation.</summary>
    public static bool HasPromise(string kind, string version) =>
        (kind, version) is ("hashedrekord", "0.0.1") or ("dsse", "0.0.1") or ("intoto", "0.0.2");

    /// <summary>Whether entries of a kind can be read.</summary>
    public static bool IsSupported(string kind, string version) => HasPromise(kind, version) || (kind, version) is ("hashedrekord", "0.0.2");

    /// <summary>What the entry says; the reason names the member that is wrong.</summary>
    /// <param name="body">As the log keeps it.</param>
    /// <param name="kind">The kind that it has to be of.</param>
    /// <param name="version">Of that kind.</param>
    public static Parsed<LoggedSignature> Read(ReadOnlySpan<byte> body, string kind, string version)
    {
        var parsed = StrictJson.ParseObject(body, _limits);
        if (!parsed.IsOk) return Parsed.Failed<LoggedSignature>(parsed.Reason);
        var fields = parsed.Value;
        var (said, saidVersion) = (fields.Text("kind"), fields.Text("apiVersion"));
        if (said != kind || saidVersion != version)
            return Parsed.Failed<LoggedSignature>($"the body is not of the kind {kind} {version} that the bundle names");
        var spec = fields.Object("spec");
        var signature = (kind, version) switch
        {
            ("hashedrekord", "0.0.1") => HashedRekord1(spec),
            ("hashedrekord", "0.0.2") => HashedRekord2(spec.Object("hashedRekordV002")),
            ("dsse", "0.0.1") => Dsse(spec),
            ("intoto", "0.0.2") => InToto(spec.Object("content")),
            _ => null,
        };
        if (fields.Problem.First is { } reason) return Parsed.Failed<LoggedSignature>(reason);
        return signature is null ? Parsed.Failed<LoggedSignature>($"entries of the kind {kind} {version} are not known") : signature;
    }

    private static LoggedSignature HashedRekord1(JsonFields spec)
    {
        var signature = spec.Object("signature");
        var hash = spec.Object("data").Object("hash");
        return Of(LoggedContent.SignedBytes, hash, signature.Bytes("content"), signature.Object("publicKey"), "content", null);
    }

    private static LoggedSignature Dsse(JsonFields spec)
    {
        var signature = Single(spec);
        return Of(LoggedContent.Payload, spec.Object("payloadHash"), signature.Bytes("signature"), signature, "verifier", null);
    }

    private static LoggedSignature InToto(JsonFields content)
    {
        var envelope = content.Object("envelope");
        var signature = Single(envelope);

        // The signature is in base64 twice.
        var inner = Base64Text.Decode(Encoding.ASCII.GetString(signature.Bytes("sig"))) ?? [];
        return Of(LoggedContent.Payload, content.Object("payloadHash"), inner, signature, "publicKey", envelope.Text("payloadType"));
    }

    private static LoggedSignature HashedRekord2(JsonFields spec)
    {
        var (data, signature) = (spec.Object("data"), spec.Object("signature"));
        var verifier = signature.Object("verifier");
        var (certificate, key) = (verifier.OptionalObject("x509Certificate"), verifier.OptionalObject("publicKey"));
        if (certificate is null == key is null) verifier.Problem.Report(verifier.Path, "exactly one of x509Certificate and publicKey is expected");
        var der = (certificate ?? key)?.Bytes("rawBytes");
        var digest = Sized(data, data.Bytes("digest"));
        return new(LoggedContent.SignedBytes, Algorithm(data), digest, signature.Bytes("content"), der, certificate is not null, null);
    }

    private static LoggedSignature Of(LoggedContent content, JsonFields hash, byte[] signature, JsonFields verifier, string pem, string? type)
    {
        var (der, isCertificate) = Pem(verifier, pem);
        return new(content, Algorithm(hash), Sized(hash, Hex(hash.Text("value"))), signature, der, isCertificate, type);
    }

    private static HashAlgorithmName Algorithm(JsonFields hash)
    {
        if (HashNames.Of(hash.Text("algorithm")) is { } algorithm) return algorithm;
        hash.Problem.Report(hash.Path, "the hash algorithm is not SHA-256, SHA-384 or SHA-512");
        return HashAlgorithmName.SHA256;
    }

    private static byte[] Sized(JsonFields hash, byte[] digest)
    {
        if (digest.Length != HashNames.Length(Algorithm(hash))) hash.Problem.Report(hash.Path, "the digest has not the length of its algorithm");
        return digest;
    }

    private static byte[] Hex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done ? bytes : [];
    }

    private static JsonFields Single(JsonFields owner)
    {
        var signatures = owner.Objects("signatures", 1);
        if (signatures.Count == 1) return signatures[0];
        owner.Problem.Report(owner.Path, "exactly one signature is expected");
        return owner;
    }

    /// <summary>A certificate or public key in PEM, itself in base64, as DER.</summary>
    private static (byte[] Der, bool IsCertificate) Pem(JsonFields owner, string name)
    {
        var text = Encoding.Latin1.GetString(owner.Bytes(name)).Trim();
        if (PemEncoding.TryFind(text, out var fields) && fields.Location.GetOffsetAndLength(text.Length) == (0, text.Length)
            && text[fields.Label] is var label and ("CERTIFICATE" or "PUBLIC KEY"))
        {
            return (Convert.FromBase64String(text[fields.Base64Data]), label == "CERTIFICATE");
        }
        owner.Problem.Report(owner.Path, $"{name} is not one certificate or public key in PEM");
        return ([], false);
    }
}
