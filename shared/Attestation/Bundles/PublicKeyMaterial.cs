namespace Assay.Attestation.Bundles;

/// <summary>A key that the verifier has.</summary>
/// <param name="Hint">An unsigned hint at it; null where there is none.</param>
/// <param name="RawBytes">The key itself, as bundles before version 1.1 of model signing carry it (base64 of its PEM text); never trusted. Null
/// where absent.</param>
/// <param name="KeyDetails">Algorithm and encoding, such as <c>PKIX_ECDSA_P256_SHA_256</c>; null where absent.</param>
public sealed record PublicKeyMaterial(string? Hint, byte[]? RawBytes = null, string? KeyDetails = null) : VerificationMaterial;
