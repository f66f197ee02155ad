using Assay.Storage.Tokens;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A token without its secret.</summary>
/// <param name="Id">Names it when it is revoked.</param>
/// <param name="Name">For people.</param>
/// <param name="Role">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="RevokedAt">Null unless it was revoked.</param>
public sealed record TokenView(Guid Id, string Name, ApiRole Role, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
{
    internal static TokenView Of(ApiToken token) => new(token.Id, token.Name, token.Role, token.CreatedAt, token.ExpiresAt, token.RevokedAt);
}
