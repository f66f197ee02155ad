using Assay.Attestation.Bundles;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms.Statements;
using Assay.Contracts.Findings;

namespace Assay.Attestation.Oms.Trust;

/// <summary>That the signature over an envelope is by whom it is asked for.</summary>
internal sealed class SignerCheck(OmsOptions options, OmsFindings findings, List<string> notes)
{
    /// <summary>Who signed and over which form; null: refused.</summary>
    public (string Signer, OmsForm Form)? Check(SigstoreBundle bundle, EnvelopeContent content, OmsTrust trust)
    {
        switch (trust)
        {
            case KeyTrust(var key) when key is not EcdsaPublicKey:
                findings.Add(OmsReasons.Key, $"model signatures are made with ECDSA on P-256, P-384 or P-521; the given key is {key.Algorithm}");
                return null;
            case KeyTrust(var key) when bundle.Material is PublicKeyMaterial material:
                return Verify(content, key, $"key {KeyHint.Of(key)[..16]} ({key.Algorithm})", Otherwise(material, key));
            case CertificateTrust certificates when bundle.Material is CertificateMaterial material:
                var signer = new CertificateCheck(certificates, options.At, findings).Check(material);
                return signer is { } known
                    ? Verify(content, known.Key, known.Signer,
                        "the signature is not by the key of the bundle's certificate: the payload or the signature was altered")
                    : null;
            case SigstoreTrust(var verifier):
                var verdict = verifier.Verify(bundle, options.At);
                foreach (var refusal in verdict.Refusals) findings.Add(refusal.Id, refusal.Message);
                notes.AddRange(verdict.Notes);
                return verdict.Signer is { } name && verdict.Refusals.Count == 0 ? (name, OmsForm.V10) : null;
            default:
                findings.Add(OmsReasons.Method, bundle.Material is PublicKeyMaterial
                    ? "the signature was made with a key; pass that key with --key"
                    : bundle.LogEntries.Count > 0
                        ? "the signature was made with a certificate of a sigstore authority; pass --trusted-root with --identity and --issuer"
                        : "the signature was made with a certificate; pass its root with --certificate-root");
                return null;
        }
    }

    private (string, OmsForm)? Verify(EnvelopeContent content, IPublicKey key, string signer, string otherwise)
    {
        if (SignatureForm.Of(content.Envelope, key) is { } form) return (signer, form);
        findings.Add(OmsReasons.Signature, otherwise);
        return null;
    }

    /// <summary>The bundle's own word about its key is not signed: it explains, and decides nothing.</summary>
    private string Otherwise(PublicKeyMaterial material, IPublicKey key)
    {
        var isOther = material.Hint is { Length: > 0 } hint ? hint != KeyHint.Of(key) : material.RawBytes is { } raw && !IsSame(raw, key);
        if (!isOther) return "the signature is not by this key: the payload or the signature was altered";
        var name = EvidenceText.Quote(material.Hint ?? "its own in the bundle");
        notes.Add($"The bundle names another key than the given one ({name}); the name is not signed.");
        return $"the signature is not by the given key; the bundle names another one ({name})";
    }

    private static bool IsSame(byte[] raw, IPublicKey key) =>
        PublicKeys.FromFile(raw) is { IsOk: true, Value: var other } && other.SubjectPublicKeyInfo.Span.SequenceEqual(key.SubjectPublicKeyInfo.Span);
}
