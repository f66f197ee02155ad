namespace Assay.Tests.Unit.Messaging;

/// <summary>A clock on which each tick of a timer is its period later, however little real time has passed.</summary>
internal sealed class QuickTime : TimeProvider
{
    private static readonly TimeSpan RealPeriod = TimeSpan.FromMilliseconds(2);
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(_ =>
    {
        Interlocked.Add(ref _now, period.Ticks);
        callback(state);
    }, null, RealPeriod, RealPeriod);
}
