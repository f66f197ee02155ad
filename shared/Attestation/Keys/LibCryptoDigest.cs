using Microsoft.Win32.SafeHandles;

namespace Assay.Attestation.Keys;

/// <summary>An <c>EVP_MD_CTX</c>.</summary>
internal sealed class LibCryptoDigest() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeDigest(handle);
        return true;
    }
}
