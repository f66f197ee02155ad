using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;

namespace Assay.Attestation.Registry;

/// <summary>The log's entry about a signed envelope: a canonical <c>hashedrekord</c> 0.0.2, which ordinary clients of such logs read.</summary>
public static class HashedRekord
{
    /// <summary>Kind of the entry.</summary>
    public const string Kind = "hashedrekord";

    /// <summary>Version of the kind.</summary>
    public const string Version = "0.0.2";

    /// <summary>Canonical JSON (RFC 8785) over the SHA-256 of what the envelope's only signature covers, the signature and its key (P-256).</summary>
    public static byte[] Of(DsseEnvelope envelope, IPublicKey key)
    {
        var digest = Convert.ToBase64String(SHA256.HashData(envelope.SignedBytes()));
        var signature = Convert.ToBase64String(envelope.Signatures[0].Signature);
        var publicKey = Convert.ToBase64String(key.SubjectPublicKeyInfo.Span);
        var data = $$$"""{"algorithm":"SHA2_256","digest":"{{{digest}}}"}""";
        var verifier = $$$"""{"keyDetails":"PKIX_ECDSA_P256_SHA_256","publicKey":{"rawBytes":"{{{publicKey}}}"}}""";
        var record = $$$"""{"data":{{{data}}},"signature":{"content":"{{{signature}}}","verifier":{{{verifier}}}}}""";
        return Encoding.ASCII.GetBytes($$$"""{"apiVersion":"{{{Version}}}","kind":"{{{Kind}}}","spec":{"hashedRekordV002":{{{record}}}}}""");
    }
}
