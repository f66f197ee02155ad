namespace Assay.Storage.Sql;

/// <summary>The time in whole microseconds, as both databases keep it, so that a value read back equals the one written.</summary>
internal sealed class StorageClock(TimeProvider time)
{
    public DateTimeOffset Now()
    {
        var now = time.GetUtcNow().ToUniversalTime();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>A new UUIDv7.</summary>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
