using Assay.Attestation.Keys;
using Assay.Storage.Keys;

namespace Assay.Reporting.Attestations;

/// <summary>The installation's key for attestations. Other implementations may keep it in a token (PKCS #11) or a key management service.</summary>
public interface IAttestationSigner
{
    /// <summary>The key in use; null where none is configured, and scans are not attested.</summary>
    /// <exception cref="SigningKeyException">It cannot be used.</exception>
    ISigner? Current { get; }
}
