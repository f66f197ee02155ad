namespace Assay.Attestation.Sigstore;

/// <summary>
/// Whom a verifier trusts: the <c>TrustedRoot</c> message of protobuf-specs' <c>sigstore_trustroot.proto</c>, as read from its JSON by
/// <see cref="TrustedRootReader"/>.
/// </summary>
/// <param name="Logs">Logs of signatures.</param>
/// <param name="CertificateAuthorities">Issuers of signers' certificates.</param>
/// <param name="CertificateLogs">Logs of certificates.</param>
/// <param name="TimestampAuthorities">Who says when a signature existed.</param>
public sealed record TrustedRoot(
    IReadOnlyList<TrustedLog> Logs,
    IReadOnlyList<TrustedAuthority> CertificateAuthorities,
    IReadOnlyList<TrustedLog> CertificateLogs,
    IReadOnlyList<TrustedAuthority> TimestampAuthorities);
