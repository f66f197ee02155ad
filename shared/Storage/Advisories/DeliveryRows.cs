using Assay.Storage.Sql;

namespace Assay.Storage.Advisories;

/// <summary>Rows of what is sent to subscribers.</summary>
internal static class DeliveryRows
{
    public static Statement Add(Guid id, Guid subscription, Guid eventId, DateTimeOffset now) => new(
        """
        INSERT INTO deliveries (id, subscription_id, event_id, state, attempts, not_before, created_at)
        VALUES (@id, @subscription, @event, 0, 0, @now, @now) ON CONFLICT DO NOTHING
        """,
        ("id", id), ("subscription", subscription), ("event", eventId), ("now", now));
}
