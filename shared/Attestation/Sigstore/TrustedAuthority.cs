using System.Security.Cryptography.X509Certificates;

namespace Assay.Attestation.Sigstore;

/// <summary>A certificate authority of signers, or a timestamp authority.</summary>
/// <param name="Uri">Where it is, for messages; empty where the trusted root does not say.</param>
/// <param name="Certificates">As listed: the one that issues (or signs timestamps) first, the root last; at least one.</param>
/// <param name="ValidFor">When it may be relied on.</param>
public sealed record TrustedAuthority(string Uri, IReadOnlyList<X509Certificate2> Certificates, ValidityPeriod ValidFor)
{
    /// <summary>The last certificate, which is trusted.</summary>
    public X509Certificate2 Root => Certificates[^1];

    /// <summary>Those before it.</summary>
    public IEnumerable<X509Certificate2> Intermediates => Certificates.SkipLast(1);
}
