using System.Collections.Concurrent;
using Assay.Messaging.DeadLetters;

namespace Assay.Tests.Integration.Messaging;

/// <summary>Remembers dead letters; can refuse the first few.</summary>
public sealed class DeadLetterBox : IDeadLetterHandler
{
    private readonly ConcurrentQueue<DeadLetter> _letters = new();
    private int _refusals;

    public int Refuse { get; set; }
    public IReadOnlyList<DeadLetter> Letters => [.. _letters];

    public Task HandleAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _refusals) <= Refuse) throw new InvalidOperationException("The database is away.");
        _letters.Enqueue(letter);
        return Task.CompletedTask;
    }
}
