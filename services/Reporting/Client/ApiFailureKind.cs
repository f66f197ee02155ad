namespace Assay.Reporting.Client;

/// <summary>Why a call had no answer of use.</summary>
public enum ApiFailureKind
{
    /// <summary>The server cannot be reached, or the connection broke.</summary>
    Unreachable,
    /// <summary>No token, or one that does not hold.</summary>
    Unauthenticated,
    /// <summary>The token's role does not allow it.</summary>
    Forbidden,
    NotFound,
    /// <summary>Not in this state: no report yet, nothing to retry.</summary>
    Conflict,
    /// <summary>The server asks to wait.</summary>
    Busy,
    /// <summary>The server refuses the request as it is.</summary>
    Refused,
    /// <summary>The server failed, or what answers is not this server.</summary>
    Server,
}
