using Assay.Domain.Advisories;

namespace Assay.Reporting.Advisories;

/// <summary>One change.</summary>
/// <param name="Revision">The revision that it made.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="At">When.</param>
public sealed record AdvisoryChangeView(int Revision, AdvisoryChangeKind Kind, string Actor, DateTimeOffset At);
