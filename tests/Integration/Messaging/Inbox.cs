using System.Collections.Concurrent;
using System.Diagnostics;
using Assay.Messaging;

namespace Assay.Tests.Integration.Messaging;

/// <summary>A handler that remembers what it got, and does what the test says.</summary>
public sealed class Inbox<T> : IMessageHandler<T>
    where T : class
{
    private readonly ConcurrentQueue<T> _received = new();
    private int _running;
    private int _most;

    public Func<T, CancellationToken, Task> Act { get; set; } = (_, _) => Task.CompletedTask;
    public IReadOnlyList<T> Received => [.. _received];
    public int MostAtOnce => _most;

    public async Task HandleAsync(T message, CancellationToken cancellationToken)
    {
        var now = Interlocked.Increment(ref _running);
        for (var most = _most; now > most; most = _most) Interlocked.CompareExchange(ref _most, now, most);
        _received.Enqueue(message);
        try
        {
            await Act(message, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

/// <summary>Waits for something to become true.</summary>
internal static class Eventually
{
    public static Task HoldsAsync(Func<bool> condition, string what, int seconds = 60) => HoldsAsync(condition, () => what, seconds);

    public static async Task HoldsAsync(Func<bool> condition, Func<string> what, int seconds = 60)
    {
        var deadline = Stopwatch.StartNew();
        while (!condition())
        {
            if (deadline.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"Waited {seconds} s for: {what()}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
