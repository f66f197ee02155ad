namespace Assay.Reporting.Api.Shapes;

/// <summary>A token that was just made.</summary>
/// <param name="Token">As lists show it.</param>
/// <param name="Secret">What its bearer presents. Shown this once: the server does not keep it.</param>
public sealed record NewToken(TokenView Token, string Secret);
