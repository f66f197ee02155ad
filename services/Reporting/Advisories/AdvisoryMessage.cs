using Assay.Domain.Advisories;

namespace Assay.Reporting.Advisories;

/// <summary>What subscribers are sent. A schema of its own, since others program against it.</summary>
/// <param name="Id">Of the event; the same in every repetition.</param>
/// <param name="Type"><c>advisory.issued</c>, <c>advisory.modified</c> or <c>advisory.withdrawn</c>.</param>
/// <param name="At">When.</param>
/// <param name="Advisory">The record as it is now.</param>
/// <param name="Affected">Versions known here that it concerns; of a withdrawn one, that it concerned.</param>
/// <param name="AffectedIsCut">True: there may be more.</param>
/// <param name="Approvals">Versions of the registry among them.</param>
public sealed record AdvisoryMessage(
    Guid Id, string Type, DateTimeOffset At, Advisory Advisory, IReadOnlyList<AffectedView> Affected, bool AffectedIsCut, IReadOnlyList<ConcernedApproval> Approvals)
{
    public string Schema { get; init; } = "assay.advisory-event/1";
}
