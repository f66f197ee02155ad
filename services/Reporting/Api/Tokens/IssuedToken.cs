using Assay.Storage.Tokens;

namespace Assay.Reporting.Api.Tokens;

/// <summary>A new token.</summary>
/// <param name="Token">As it is stored.</param>
/// <param name="Secret">What the bearer presents. Known to nobody after this: show it once, log it never.</param>
public sealed record IssuedToken(ApiToken Token, string Secret);
