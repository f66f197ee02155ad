using System.Runtime.InteropServices;

namespace Assay.Attestation.Keys;

/// <summary>
/// The calls of OpenSSL's libcrypto 3 for what .NET has no class for. It is the library that .NET itself uses on Linux, so it is there wherever
/// TLS works. Lengths are <c>size_t</c>.
/// </summary>
internal static class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <summary><c>NID_ED25519</c>.</summary>
    public const int Ed25519 = 1087;

    private static readonly Lazy<bool> _present = new(() => NativeLibrary.TryLoad(Library, out _));

    /// <summary>False on systems without OpenSSL 3, such as Windows and macOS as they come.</summary>
    public static bool IsPresent => _present.Value;

    [DllImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern LibCryptoKey NewRawPublicKey(int type, IntPtr engine, byte[] key, nuint length);

    [DllImport(Library, EntryPoint = "EVP_PKEY_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FreeKey(IntPtr key);

    [DllImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern LibCryptoDigest NewDigest();

    [DllImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void FreeDigest(IntPtr digest);

    [DllImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int BeginVerify(LibCryptoDigest digest, IntPtr keyContext, IntPtr type, IntPtr engine, LibCryptoKey key);

    /// <summary>1: the signature is right; 0 or less: it is not.</summary>
    [DllImport(Library, EntryPoint = "EVP_DigestVerify")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Verify(LibCryptoDigest digest, byte[] signature, nuint signatureLength, byte[] data, nuint dataLength);

    /// <summary>What a refused signature left in the thread's queue would otherwise be taken for an error of a later call.</summary>
    [DllImport(Library, EntryPoint = "ERR_clear_error")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern void ClearErrors();
}
