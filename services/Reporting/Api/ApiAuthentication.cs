namespace Assay.Reporting.Api;

/// <summary>How callers of the API show who they are.</summary>
public enum ApiAuthentication
{
    /// <summary>By a bearer token with a role.</summary>
    Tokens = 0,
    /// <summary>Not at all: everybody who reaches the address may do everything, so it has to be a loopback address.</summary>
    None = 1,
}
