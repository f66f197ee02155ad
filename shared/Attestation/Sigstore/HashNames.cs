using System.Security.Cryptography;

namespace Assay.Attestation.Sigstore;

/// <summary>Hash algorithms by the two spellings that bundles and log entries use.</summary>
internal static class HashNames
{
    /// <summary>Null for an algorithm that is not accepted.</summary>
    public static HashAlgorithmName? Of(string? name) => name switch
    {
        "SHA2_256" or "sha256" => HashAlgorithmName.SHA256,
        "SHA2_384" or "sha384" => HashAlgorithmName.SHA384,
        "SHA2_512" or "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    /// <summary>Bytes of a digest.</summary>
    public static int Length(HashAlgorithmName algorithm) => algorithm.Name switch { "SHA256" => 32, "SHA384" => 48, _ => 64 };
}
