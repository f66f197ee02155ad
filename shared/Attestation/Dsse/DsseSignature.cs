namespace Assay.Attestation.Dsse;

/// <summary>One signature of an envelope.</summary>
/// <param name="Signature">In the encoding of its algorithm; for ECDSA the DER form (RFC 3279).</param>
/// <param name="KeyId">An unsigned hint at the key; null where there is none.</param>
public sealed record DsseSignature(byte[] Signature, string? KeyId = null);
