namespace Assay.Reporting.Client;

/// <summary>A call that failed, as a value.</summary>
/// <param name="Kind">For the program.</param>
/// <param name="Message">One line for a person, safe to print.</param>
/// <param name="RetryAfter">When the server wants to be asked again; null where it did not say.</param>
public sealed record ApiFailure(ApiFailureKind Kind, string Message, TimeSpan? RetryAfter = null);
