using Assay.Storage.Tokens;

namespace Assay.Reporting.Api.Tokens;

/// <summary>Makes API tokens.</summary>
public sealed class TokenIssuer(IApiTokenRepository tokens, TimeProvider time)
{
    public const int MaxNameLength = 100;

    /// <summary>Makes and stores a token.</summary>
    /// <param name="name">For people, 1 to 100 printable characters.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="lifetime">Null for one that never expires.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">See <see cref="IsValidName"/>.</exception>
    public async Task<IssuedToken> IssueAsync(string name, ApiRole role, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        if (!IsValidName(name)) throw new ArgumentException($"A token's name has 1 to {MaxNameLength} printable characters.", nameof(name));
        var secret = TokenSecret.Create();
        if (!TokenSecret.TryHash(secret, out var hash)) throw new InvalidOperationException("A fresh secret has to be well formed.");
        var now = time.GetUtcNow();
        var token = new ApiToken(Guid.CreateVersion7(now), name, role, hash, now, now + lifetime, null);
        await tokens.AddAsync(token, cancellationToken);
        return new IssuedToken(token, secret);
    }

    /// <summary>True for names that every list can show.</summary>
    public static bool IsValidName(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= MaxNameLength && Contracts.Findings.EvidenceText.Quote(name) == name;
}
