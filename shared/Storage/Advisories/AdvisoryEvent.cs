using Assay.Domain.Advisories;

namespace Assay.Storage.Advisories;

/// <summary>A change whose consequences are to be drawn.</summary>
/// <param name="Id">Of the event; the same however often it is told.</param>
/// <param name="Kind">What was done.</param>
/// <param name="At">When.</param>
/// <param name="Advisory">The revision that it made.</param>
public sealed record AdvisoryEvent(Guid Id, AdvisoryChangeKind Kind, DateTimeOffset At, Advisory Advisory);
