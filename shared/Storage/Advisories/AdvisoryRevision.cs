using Assay.Domain.Advisories;

namespace Assay.Storage.Advisories;

/// <summary>One change of an advisory, as it is kept.</summary>
/// <param name="Change">Its place among the changes of all advisories.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Advisory">The record from then on.</param>
public sealed record AdvisoryRevision(long Change, AdvisoryChangeKind Kind, string Actor, DateTimeOffset At, Advisory Advisory);
