namespace Assay.Storage.Tokens;

/// <summary>API tokens. The secret itself is never stored, only the SHA-256 of its random bytes.</summary>
public interface IApiTokenRepository
{
    Task AddAsync(ApiToken token, CancellationToken cancellationToken);

    /// <summary>The token with this hash, unless it was revoked or has expired.</summary>
    Task<ApiToken?> FindAsync(string hash, CancellationToken cancellationToken);

    Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken cancellationToken);

    /// <summary>False: there is no such token.</summary>
    Task<bool> RevokeAsync(Guid id, CancellationToken cancellationToken);
}
