using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Assay.Tests.Unit.Attestation.Sigstore.TestBed;

/// <summary>Signs with Ed25519 as a log of the second generation does; the product itself only verifies.</summary>
internal sealed class Ed25519Signer
{
    private const int Ed25519 = 1087;

    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(32);

    public Ed25519Signer()
    {
        var key = NewRawPrivateKey(Ed25519, IntPtr.Zero, _seed, 32);
        nuint length = 32;
        RawPublicKey(key, PublicKey, ref length).ShouldBe(1);
        FreeKey(key);
    }

    public byte[] PublicKey { get; } = new byte[32];

    /// <summary>SubjectPublicKeyInfo of RFC 8410.</summary>
    public byte[] SubjectPublicKeyInfo => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00, .. PublicKey];

    public byte[] Sign(byte[] data)
    {
        var key = NewRawPrivateKey(Ed25519, IntPtr.Zero, _seed, 32);
        var digest = NewDigest();
        BeginSign(digest, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, key).ShouldBe(1);
        var signature = new byte[64];
        nuint length = 64;
        SignDigest(digest, signature, ref length, data, (nuint)data.Length).ShouldBe(1);
        FreeDigest(digest);
        FreeKey(key);
        return signature;
    }

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static extern IntPtr NewRawPrivateKey(int type, IntPtr engine, byte[] key, nuint length);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_get_raw_public_key")]
    private static extern int RawPublicKey(IntPtr key, byte[] target, ref nuint length);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_free")]
    private static extern void FreeKey(IntPtr key);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_new")]
    private static extern IntPtr NewDigest();

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_free")]
    private static extern void FreeDigest(IntPtr digest);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_DigestSignInit")]
    private static extern int BeginSign(IntPtr digest, IntPtr keyContext, IntPtr type, IntPtr engine, IntPtr key);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_DigestSign")]
    private static extern int SignDigest(IntPtr digest, byte[] signature, ref nuint length, byte[] data, nuint dataLength);
}
