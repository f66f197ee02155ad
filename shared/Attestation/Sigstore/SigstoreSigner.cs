using System.Security.Cryptography.X509Certificates;

namespace Assay.Attestation.Sigstore;

/// <summary>Who signed.</summary>
/// <param name="Identity">The name of the certificate that was asked for; null where a key was given.</param>
/// <param name="Issuer">Who vouched for it; null where a key was given.</param>
/// <param name="Certificate">The certificate; null where a key was given.</param>
public sealed record SigstoreSigner(string? Identity, string? Issuer, X509Certificate2? Certificate);
