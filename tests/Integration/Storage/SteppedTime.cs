namespace Assay.Tests.Integration.Storage;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class SteppedTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public void Advance(TimeSpan by) => _now += by;

    public override DateTimeOffset GetUtcNow() => _now;
}
