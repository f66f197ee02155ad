using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Assay.Attestation.Oms.Content;

/// <summary>BLAKE2b with digests of 64 bytes (RFC 7693), by the OpenSSL that .NET itself uses on Linux; .NET has no class for it.</summary>
internal sealed class Blake2b : ContentHash
{
    private const string Library = "libcrypto.so.3";
    private const int Length = 64;

    private static readonly Lazy<bool> _supported = new(() => NativeLibrary.TryLoad(Library, out _));

    private readonly DigestHandle _context = NewContext();

    public Blake2b() => Check(Begin(_context, Algorithm(), IntPtr.Zero));

    public static bool IsSupported => _supported.Value;

    public override void Append(byte[] buffer, int count) => Check(Update(_context, buffer, (nuint)count));

    public override byte[] Finish()
    {
        var digest = new byte[Length];
        Check(End(_context, digest, IntPtr.Zero));
        Check(Begin(_context, Algorithm(), IntPtr.Zero));
        return digest;
    }

    public override void Dispose() => _context.Dispose();

    private static void Check(int result)
    {
        if (result != 1) throw new CryptographicException("OpenSSL cannot compute BLAKE2b.");
    }

    [DllImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern DigestHandle NewContext();

    [DllImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void FreeContext(IntPtr context);

    [DllImport(Library, EntryPoint = "EVP_blake2b512")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr Algorithm();

    [DllImport(Library, EntryPoint = "EVP_DigestInit_ex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Begin(DigestHandle context, IntPtr algorithm, IntPtr engine);

    [DllImport(Library, EntryPoint = "EVP_DigestUpdate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Update(DigestHandle context, byte[] data, nuint count);

    [DllImport(Library, EntryPoint = "EVP_DigestFinal_ex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int End(DigestHandle context, byte[] digest, IntPtr length);

    private sealed class DigestHandle() : SafeHandleZeroOrMinusOneIsInvalid(true)
    {
        protected override bool ReleaseHandle()
        {
            FreeContext(handle);
            return true;
        }
    }
}
