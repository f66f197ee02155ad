using Assay.Contracts.Values;
using Assay.Domain.Advisories;

namespace Assay.Storage.Advisories;

/// <summary>
/// Advisories and their history. A change is a new revision; nothing is ever removed. Each change leaves an event, in the same transaction, whose
/// consequences are drawn later, once or again.
/// </summary>
public interface IAdvisories
{
    /// <summary>Issues an advisory under the next free id of the form <c>PREFIX-YEAR-NNNN</c>; id, revision and times of the record are set here.</summary>
    Task<AdvisoryOutcome> IssueAsync(Advisory advisory, string prefix, string actor, CancellationToken cancellationToken);

    /// <summary>Puts another record in the place of an advisory's present revision. Id, issuer and time of issue stay.</summary>
    /// <param name="advisory">The new record; its revision is the one that it was made from.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Nothing is done.</param>
    Task<AdvisoryOutcome> ModifyAsync(Advisory advisory, string actor, CancellationToken cancellationToken);

    /// <summary>Withdraws an advisory: it concerns nothing from then on, and stays readable.</summary>
    Task<AdvisoryOutcome> WithdrawAsync(string id, string reason, string actor, CancellationToken cancellationToken);

    /// <summary>Takes an advisory of another issuer, under its own id; a later record of the same issuer takes the place of an earlier one.</summary>
    Task<AdvisoryOutcome> ImportAsync(Advisory advisory, string actor, CancellationToken cancellationToken);

    /// <summary>The revision in force; null for none.</summary>
    Task<Advisory?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All revisions, the oldest first.</summary>
    Task<IReadOnlyList<AdvisoryRevision>> HistoryAsync(string id, CancellationToken cancellationToken);

    /// <summary>Revisions in force whose last change came after <paramref name="after"/>; 0 for all. At most <paramref name="max"/>, 1 to 1000.</summary>
    Task<AdvisoryPage> ListAsync(long after, int max, CancellationToken cancellationToken);

    /// <summary>One value for all advisories: it changes with any of them, and when more becomes known of what they name. Empty where there is none.</summary>
    Task<Sha256Digest> StateAsync(CancellationToken cancellationToken);

    /// <summary>Events whose consequences are still to be drawn, in order; at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<AdvisoryEvent>> OpenEventsAsync(int max, CancellationToken cancellationToken);

    /// <summary>Ends an event: <paramref name="body"/> is queued for every subscription that exists now. False where another did it.</summary>
    Task<bool> HandleAsync(Guid eventId, string body, CancellationToken cancellationToken);
}
