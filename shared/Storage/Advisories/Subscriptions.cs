using Assay.Storage.Sql;

namespace Assay.Storage.Advisories;

/// <summary>Subscribers and deliveries in the database.</summary>
internal sealed class Subscriptions(IDatabase database, StorageClock clock) : ISubscriptions
{
    private const int MaxError = 1000;

    private const string Columns = "id, url, created_by, created_at, ended_at";

    // Index deliveries_due.
    private const string Due = """
        SELECT d.id, d.attempts, s.url, s.secret, e.body FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id JOIN advisory_events e ON e.id = d.event_id
        WHERE d.state = 0 AND d.not_before <= @now ORDER BY d.not_before LIMIT @max
        """;

    // Unique index deliveries.id. Between the reading and this, another may have claimed it, or the subscription may have ended.
    private const string Claim = """
        UPDATE deliveries SET attempts = @attempts + 1, not_before = @until WHERE id = @id AND state = 0 AND attempts = @attempts AND not_before <= @now
        """;

    private const string EndOne = """
        UPDATE deliveries SET state = @state, not_before = @next, status = @status, error = @error, ended_at = @ended
        WHERE id = @id AND state = 0 AND attempts = @attempts
        """;

    public async Task<Subscription> AddAsync(string url, string secret, string actor, CancellationToken cancellationToken)
    {
        var subscription = new Subscription(clock.NewId(), url, actor, clock.Now(), null);
        await database.ExecuteAsync(
            new Statement(
                "INSERT INTO subscriptions (id, url, secret, created_by, created_at) VALUES (@id, @url, @secret, @by, @at)",
                ("id", subscription.Id), ("url", url), ("secret", secret), ("by", actor), ("at", subscription.CreatedAt)),
            cancellationToken).ConfigureAwait(false);
        return subscription;
    }

    public async Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken) => await database.QueryAsync(
        new Statement($"SELECT {Columns} FROM subscriptions WHERE ended_at IS NULL ORDER BY created_at, id"), Read, cancellationToken).ConfigureAwait(false);

    public Task<bool> EndAsync(Guid id, CancellationToken cancellationToken) => database.TransactAsync(
        async (transaction, token) =>
        {
            var now = clock.Now();
            var end = new Statement("UPDATE subscriptions SET ended_at = @now WHERE id = @id AND ended_at IS NULL", ("id", id), ("now", now));
            if (await transaction.ExecuteAsync(end, token).ConfigureAwait(false) == 0) return false;
            await transaction.ExecuteAsync(
                new Statement("UPDATE deliveries SET state = 2, error = @why, ended_at = @now WHERE subscription_id = @id AND state = 0",
                    ("id", id), ("now", now), ("why", "the subscription was ended")),
                token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public async Task<IReadOnlyList<DeliveryRecord>?> DeliveriesAsync(Guid id, int max, CancellationToken cancellationToken)
    {
        var known = await database.QueryAsync(new Statement("SELECT id FROM subscriptions WHERE id = @id", ("id", id)), static row => row.Id(0), cancellationToken).ConfigureAwait(false);
        if (known.Count == 0) return null;
        // Index deliveries_by_subscription.
        return await database.QueryAsync(
            new Statement("""
                SELECT id, event_id, state, attempts, not_before, status, error, created_at, ended_at FROM deliveries
                WHERE subscription_id = @id ORDER BY created_at DESC, id DESC LIMIT @max
                """, ("id", id), ("max", max)),
            static row => new DeliveryRecord(
                row.Id(0), row.Id(1), row.Enum<DeliveryState>(2), row.Int(3), row.Time(4), row.IsNull(5) ? null : row.Int(5), row.TextOrNull(6), row.Time(7), row.TimeOrNull(8)),
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<DueDelivery>> ClaimAsync(int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var due = await database.QueryAsync(
            new Statement(Due, ("now", now), ("max", max)),
            static row => new DueDelivery(row.Id(0), row.Int(1) + 1, row.Text(2), row.Text(3), row.Text(4)),
            cancellationToken).ConfigureAwait(false);
        var claimed = new List<DueDelivery>();
        foreach (var delivery in due)
        {
            var claim = new Statement(Claim, ("id", delivery.Id), ("attempts", delivery.Attempt - 1), ("now", now), ("until", now + lease));
            if (await database.ExecuteAsync(claim, cancellationToken).ConfigureAwait(false) > 0) claimed.Add(delivery);
        }
        return claimed;
    }

    public async Task<bool> EndAttemptAsync(
        DueDelivery delivery, DeliveryState state, DateTimeOffset next, int? status, string? error, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(
            new Statement(
                EndOne, ("id", delivery.Id), ("attempts", delivery.Attempt), ("state", state), ("next", next), ("status", status),
                ("error", error?.Length > MaxError ? error[..MaxError] : error), ("ended", state == DeliveryState.Pending ? null : clock.Now())),
            cancellationToken).ConfigureAwait(false) > 0;

    private static Subscription Read(Row row) => new(row.Id(0), row.Text(1), row.Text(2), row.Time(3), row.TimeOrNull(4));
}
