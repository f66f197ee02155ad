namespace Assay.Storage.Tokens;

/// <summary>A token as it is stored.</summary>
/// <param name="Id">Shown in lists; names the token when it is revoked.</param>
/// <param name="Name">For people.</param>
/// <param name="Role">Reader, submitter, operator or admin; each includes those before it.</param>
/// <param name="Hash">SHA-256 of the secret, hexadecimal. The secret has 256 random bits, so no slow hash is needed.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="RevokedAt">Null unless revoked.</param>
public sealed record ApiToken(Guid Id, string Name, ApiRole Role, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);
