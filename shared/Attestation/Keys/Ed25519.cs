namespace Assay.Attestation.Keys;

/// <summary>Ed25519 signatures (RFC 8032, the pure form), verified by the platform's OpenSSL: .NET has no class for them.</summary>
public static class Ed25519
{
    /// <summary>Bytes of a public key.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>What to tell somebody whose system cannot.</summary>
    public const string HowToSupport =
        "Ed25519 signatures are verified by OpenSSL 3, whose libcrypto.so.3 is not on this system; install it (package libssl3)";

    /// <summary>Whether this system can verify. Where it cannot, nothing signed with Ed25519 may pass; say <see cref="HowToSupport"/>.</summary>
    public static bool IsSupported => LibCrypto.IsPresent;

    /// <summary>False also for a key or a signature of another length, and for a key that is no point of the curve.</summary>
    /// <exception cref="PlatformNotSupportedException">The system has no OpenSSL 3; see <see cref="IsSupported"/>.</exception>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!IsSupported) throw new PlatformNotSupportedException(HowToSupport + ".");
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength) return false;
        using var key = LibCrypto.NewRawPublicKey(LibCrypto.Ed25519, IntPtr.Zero, publicKey.ToArray(), KeyLength);
        using var digest = LibCrypto.NewDigest();
        if (key.IsInvalid || digest.IsInvalid || LibCrypto.BeginVerify(digest, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, key) != 1) return Refused();

        // An empty array is marshalled as a pointer to nothing that is read, which libcrypto takes for an empty message.
        return LibCrypto.Verify(digest, signature.ToArray(), SignatureLength, data.ToArray(), (nuint)data.Length) == 1 || Refused();
    }

    private static bool Refused()
    {
        LibCrypto.ClearErrors();
        return false;
    }
}
