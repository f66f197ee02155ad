using Assay.Storage.Sql;

namespace Assay.Storage.Tokens;

/// <summary>API tokens in the database.</summary>
internal sealed class ApiTokenRepository(IDatabase database, StorageClock clock) : IApiTokenRepository
{
    private const string Columns = "id, name, role, hash, created_at, expires_at, revoked_at";

    private const string Insert = $"INSERT INTO api_tokens ({Columns}) VALUES (@id, @name, @role, @hash, @created, @expires, @revoked)";

    // Unique index on hash.
    private const string Find = $"""
        SELECT {Columns} FROM api_tokens WHERE hash = @hash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)
        """;

    private const string List = $"SELECT {Columns} FROM api_tokens ORDER BY created_at, id";

    private const string Revoke = "UPDATE api_tokens SET revoked_at = COALESCE(revoked_at, @now) WHERE id = @id";

    public Task AddAsync(ApiToken token, CancellationToken cancellationToken) => database.ExecuteAsync(
        new Statement(
            Insert,
            ("id", token.Id),
            ("name", token.Name),
            ("role", token.Role),
            ("hash", token.Hash),
            ("created", token.CreatedAt),
            ("expires", token.ExpiresAt),
            ("revoked", token.RevokedAt)),
        cancellationToken);

    public async Task<ApiToken?> FindAsync(string hash, CancellationToken cancellationToken) =>
        (await database.QueryAsync(new Statement(Find, ("hash", hash), ("now", clock.Now())), Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(new Statement(List), Read, cancellationToken).ConfigureAwait(false);

    public async Task<bool> RevokeAsync(Guid id, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(new Statement(Revoke, ("id", id), ("now", clock.Now())), cancellationToken).ConfigureAwait(false) == 1;

    private static ApiToken Read(Row row) =>
        new(row.Id(0), row.Text(1), row.Enum<ApiRole>(2), row.Text(3), row.Time(4), row.TimeOrNull(5), row.TimeOrNull(6));
}
