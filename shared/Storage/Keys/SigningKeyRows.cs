using System.Security.Cryptography;
using Assay.Attestation.Keys;
using Assay.Storage.Sql;

namespace Assay.Storage.Keys;

/// <summary>The list of public keys that ever signed.</summary>
internal static class SigningKeyRows
{
    // Unique index on purpose, key_hash.
    private const string Exists = "SELECT 1 FROM signing_keys WHERE purpose = @purpose AND key_hash = @hash";

    private const string Add = "INSERT INTO signing_keys (purpose, key_hash, public_key, listed_at) VALUES (@purpose, @hash, @key, @at)";

    private const string Listed = "SELECT public_key FROM signing_keys WHERE purpose = @purpose ORDER BY seq";

    public static Statement Select(KeyPurpose purpose) => new(Listed, ("purpose", purpose));

    /// <exception cref="InvalidDataException">The row holds no key.</exception>
    public static IPublicKey Read(Row row)
    {
        var key = PublicKeys.FromSubjectPublicKeyInfo(row.Bytes(0));
        return key.IsOk ? key.Value : throw new InvalidDataException($"A listed signing key cannot be read: {key.Reason}.");
    }

    /// <summary>Lists a key before it signs for the first time. The transaction holds the log's lock.</summary>
    public static async Task ListAsync(
        ITransaction transaction, KeyPurpose purpose, IPublicKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(key.SubjectPublicKeyInfo.Span);
        var known = await transaction.QueryAsync(new Statement(Exists, ("purpose", purpose), ("hash", hash)), static row => true, cancellationToken)
            .ConfigureAwait(false);
        if (known.Count > 0) return;
        var row = new Statement(Add, ("purpose", purpose), ("hash", hash), ("key", key.SubjectPublicKeyInfo.ToArray()), ("at", at));
        await transaction.ExecuteAsync(row, cancellationToken).ConfigureAwait(false);
    }
}
