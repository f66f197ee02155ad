namespace Assay.Storage.Advisories;

/// <summary>
/// Who is told of advisories, and what became of each message. A message is sent at least once; any number of processes may send, since a claim is
/// fenced by the number of the attempt.
/// </summary>
public interface ISubscriptions
{
    /// <summary>Adds a subscriber, who is told of events from now on.</summary>
    Task<Subscription> AddAsync(string url, string secret, string actor, CancellationToken cancellationToken);

    /// <summary>Those that stand, the oldest first.</summary>
    Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Ends a subscription and gives up what was not delivered; false for none.</summary>
    Task<bool> EndAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Deliveries of a subscription, the newest first; null where there is no such subscription.</summary>
    Task<IReadOnlyList<DeliveryRecord>?> DeliveriesAsync(Guid id, int max, CancellationToken cancellationToken);

    /// <summary>Claims up to <paramref name="max"/> messages that are due. Whoever does not end a claim within <paramref name="lease"/> loses it.</summary>
    Task<IReadOnlyList<DueDelivery>> ClaimAsync(int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends an attempt. False where the claim was lost to another.</summary>
    /// <param name="delivery">As claimed.</param>
    /// <param name="state">Pending to try again.</param>
    /// <param name="next">When, where it is tried again.</param>
    /// <param name="status">HTTP status; null where there was no answer.</param>
    /// <param name="error">Why it failed; null where it did not.</param>
    /// <param name="cancellationToken">The claim stays until its lease ends.</param>
    Task<bool> EndAttemptAsync(DueDelivery delivery, DeliveryState state, DateTimeOffset next, int? status, string? error, CancellationToken cancellationToken);
}
