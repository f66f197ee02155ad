using System.Security.Cryptography;
using Assay.Attestation.Deployment;
using Assay.Attestation.Keys;
using Assay.Storage.Keys;
using Assay.Storage.Sql;

namespace Assay.Storage.Attestations;

/// <summary>The list of keys that sign attestations.</summary>
internal static class AttestationKeyRows
{
    public const string Listed = "SELECT public_key, retired_at, retired_at_size FROM attestation_keys ORDER BY seq";

    // Unique index on key_hash.
    private const string Find = "SELECT retired_at FROM attestation_keys WHERE key_hash = @hash";

    private const string Add = "INSERT INTO attestation_keys (key_hash, public_key, listed_at) VALUES (@hash, @key, @at)";

    private const string Retire = "UPDATE attestation_keys SET retired_at = @at, retired_at_size = @size WHERE retired_at IS NULL AND key_hash <> @hash";

    public static byte[] HashOf(IPublicKey key) => SHA256.HashData(key.SubjectPublicKeyInfo.Span);

    /// <exception cref="InvalidDataException">The row holds no key.</exception>
    public static AttestationKey Read(Row row)
    {
        var key = PublicKeys.FromSubjectPublicKeyInfo(row.Bytes(0));
        return key.IsOk ? new(key.Value, row.TimeOrNull(1), row.LongOrNull(2)) : throw new InvalidDataException($"A listed attestation key cannot be read: {key.Reason}.");
    }

    /// <summary>The transaction holds the log's lock, so that no key signs while it is put out of use.</summary>
    /// <param name="transaction">Of the statements.</param>
    /// <param name="key">That signs.</param>
    /// <param name="retiresOthers">Whether every other one ends.</param>
    /// <param name="logSize">Entries of the log before those that the key is about to sign.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Undoes the transaction.</param>
    /// <exception cref="SigningKeyException">The key was put out of use.</exception>
    public static async Task ListAsync(
        ITransaction transaction, IPublicKey key, bool retiresOthers, long logSize, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        var known = await transaction.QueryAsync(new Statement(Find, ("hash", hash)), static row => row.TimeOrNull(0), cancellationToken).ConfigureAwait(false);
        if (known is [{ } retired])
            throw new SigningKeyException($"The attestation key was put out of use {retired:u} and signs nothing any more; name the key that took its place, or a new one.");
        if (known.Count == 0)
            await transaction.ExecuteAsync(new Statement(Add, ("hash", hash), ("key", key.SubjectPublicKeyInfo.ToArray()), ("at", at)), cancellationToken).ConfigureAwait(false);
        if (retiresOthers)
            await transaction.ExecuteAsync(new Statement(Retire, ("hash", hash), ("at", at), ("size", logSize)), cancellationToken).ConfigureAwait(false);
    }
}
