namespace Assay.Reporting.Api.Registry;

/// <summary>What was done, or why nothing was.</summary>
/// <param name="Value">Null: nothing was done.</param>
/// <param name="Problem">A sentence: why, and what to do; null where it was done.</param>
/// <param name="IsUnknown">True: because there is no such thing.</param>
public sealed record DeskAnswer<T>(T? Value, string? Problem, bool IsUnknown = false)
    where T : class;
