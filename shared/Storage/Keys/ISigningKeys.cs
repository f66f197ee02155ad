using Assay.Attestation.Keys;

namespace Assay.Storage.Keys;

/// <summary>The installation's own keys, ECDSA on P-256. Other implementations may keep them in a token or a key management service.</summary>
public interface ISigningKeys
{
    /// <summary>The key in use; made on first use where nothing was configured.</summary>
    /// <exception cref="SigningKeyException">It cannot be read or made.</exception>
    ValueTask<ISigner> SignerAsync(KeyPurpose purpose, CancellationToken cancellationToken);

    /// <summary>Makes the key that comes after the one in use, or finds the one that an interrupted change had made.</summary>
    /// <exception cref="SigningKeyException">It cannot be made.</exception>
    ValueTask<ISigner> PrepareNextAsync(KeyPurpose purpose, CancellationToken cancellationToken);

    /// <summary>Puts the next key into use. The old one's private half is kept beside it under another name; what it signed stays valid.</summary>
    /// <exception cref="SigningKeyException">It cannot be put in place.</exception>
    ValueTask AdoptNextAsync(KeyPurpose purpose, CancellationToken cancellationToken);

    /// <summary>The name of a log that has no entry yet.</summary>
    string OriginOfNewLog(ISigner signer);
}
