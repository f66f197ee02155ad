using Assay.Domain.Advisories;

namespace Assay.Storage.Advisories;

/// <summary>What became of a change.</summary>
/// <param name="Advisory">The revision in force; null where the change was refused.</param>
/// <param name="Refusal">Why, and what to do; null where it was done.</param>
/// <param name="IsUnknown">True: refused because there is no such advisory.</param>
/// <param name="IsChanged">False where nothing had to be done.</param>
public sealed record AdvisoryOutcome(Advisory? Advisory, string? Refusal = null, bool IsUnknown = false, bool IsChanged = true);
