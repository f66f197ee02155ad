using System.Security.Cryptography;

namespace Assay.Attestation.Keys;

/// <summary>The curves in use with the digest that goes with each (FIPS 186-5; OpenSSF Model Signing 1.0, section 7).</summary>
/// <param name="Name">Such as <c>P-256</c>.</param>
/// <param name="Oid">Of the named curve.</param>
/// <param name="Hash">SHA-256, SHA-384 or SHA-512.</param>
public sealed record EcdsaCurve(string Name, string Oid, HashAlgorithmName Hash)
{
    private static readonly EcdsaCurve[] _all =
    [
        new("P-256", "1.2.840.10045.3.1.7", HashAlgorithmName.SHA256),
        new("P-384", "1.3.132.0.34", HashAlgorithmName.SHA384),
        new("P-521", "1.3.132.0.35", HashAlgorithmName.SHA512),
    ];

    /// <summary>The curve of a key; null: another one, or parameters that are written out instead of named.</summary>
    public static EcdsaCurve? Of(ECDsa key)
    {
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed ? Array.Find(_all, c => c.Oid == curve.Oid.Value) : null;
    }
}
