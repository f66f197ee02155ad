using Microsoft.Win32.SafeHandles;

namespace Assay.Attestation.Keys;

/// <summary>An <c>EVP_PKEY</c>.</summary>
internal sealed class LibCryptoKey() : SafeHandleZeroOrMinusOneIsInvalid(true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeKey(handle);
        return true;
    }
}
