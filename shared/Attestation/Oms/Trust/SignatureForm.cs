using System.Security.Cryptography;
using Assay.Attestation.Dsse;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms.Statements;

namespace Assay.Attestation.Oms.Trust;

/// <summary>Which encoding a signature covers.</summary>
internal static class SignatureForm
{
    /// <summary>Null: the signature was not made with the key over any of them.</summary>
    public static OmsForm? Of(DsseEnvelope envelope, IPublicKey key)
    {
        var signature = envelope.Signatures[0].Signature;
        if (key.Verify(envelope.SignedBytes(), signature)) return OmsForm.V10;

        // Release 0.2 knew one payload type and used SHA-256 on every curve.
        return key is EcdsaPublicKey ecdsa && envelope.PayloadType == DsseEnvelope.InTotoPayloadType
            && ecdsa.Verify(CompatEncoding.Of(envelope.Payload), signature, HashAlgorithmName.SHA256) ? OmsForm.V02 : null;
    }
}
