using Assay.Attestation.Keys;

namespace Assay.Attestation.Sigstore;

/// <summary>Whose signature is asked for: a certificate's identity with its issuer, or a key that the verifier has.</summary>
public sealed record SigstorePolicy
{
    private SigstorePolicy()
    {
    }

    /// <summary>The alternative name of the certificate: an e-mail address, a URI or a user name; compared byte by byte. Null with a key.</summary>
    public string? Identity { get; private init; }

    /// <summary>The URL of the OpenID issuer that vouched for the identity; compared byte by byte. Null with a key.</summary>
    public string? Issuer { get; private init; }

    /// <summary>The key of the signer; null with an identity.</summary>
    public IPublicKey? Key { get; private init; }

    /// <summary>As of when it is verified: nothing that claims to be later is believed.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How far the clocks of authorities may be ahead of <see cref="Now"/>.</summary>
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A signature by a certificate for this identity.</summary>
    public static SigstorePolicy ForIdentity(string identity, string issuer, DateTimeOffset now) =>
        new() { Identity = identity, Issuer = issuer, Now = now };

    /// <summary>A signature by this key.</summary>
    public static SigstorePolicy ForKey(IPublicKey key, DateTimeOffset now) => new() { Key = key, Now = now };
}
