namespace Assay.Storage.Tokens;

/// <summary>What a token may do; each role includes those before it.</summary>
public enum ApiRole
{
    /// <summary>Reads scans, reports, queues, workers.</summary>
    Reader = 0,
    /// <summary>Submits scans.</summary>
    Submitter = 1,
    /// <summary>Cancels scans and retries tasks.</summary>
    Operator = 2,
    /// <summary>Manages tokens.</summary>
    Admin = 3,
}
