namespace Assay.Domain.Tasks;

/// <summary>What to do with a task after a failed attempt.</summary>
/// <param name="Kind">What.</param>
/// <param name="Wait">How long until the next attempt; zero where there is none.</param>
public readonly record struct RetryDecision(RetryKind Kind, TimeSpan Wait)
{
    public static RetryDecision Split { get; } = new(RetryKind.Split, TimeSpan.Zero);

    public static RetryDecision Quarantine { get; } = new(RetryKind.Quarantine, TimeSpan.Zero);

    public static RetryDecision GiveUp { get; } = new(RetryKind.GiveUp, TimeSpan.Zero);

    public static RetryDecision Retry(TimeSpan wait) => new(RetryKind.Retry, wait);

    public static RetryDecision Defer(TimeSpan wait) => new(RetryKind.Defer, wait);
}
