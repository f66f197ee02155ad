using Assay.Domain.Messages;
using Assay.Messaging.Configuration;

namespace Assay.Messaging.Publishing;

/// <summary>Loses, doubles and reorders messages by dice with a seed. For tests: see <see cref="ChaosOptions"/>.</summary>
internal sealed class ChaosPublisher(IHintPublisher inner, ChaosOptions options) : IHintPublisher
{
    /// <summary>Held back messages go out at the latest when so many are waiting.</summary>
    private const int MaxHeld = 16;

    private readonly Lock _gate = new();
    private readonly Random _dice = new(options.Seed);
    private readonly List<OutboxMessage> _held = [];

    public Task PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken) =>
        inner.PublishAsync(Shuffle(messages), cancellationToken);

    private List<OutboxMessage> Shuffle(IReadOnlyList<OutboxMessage> messages)
    {
        lock (_gate)
        {
            // Those held back before go out behind this batch: later than messages that were written after them.
            var late = _held.ToList();
            _held.Clear();
            var result = new List<OutboxMessage>(messages.Count + late.Count);
            foreach (var message in messages)
            {
                if (_dice.NextDouble() < options.Drop) continue;
                if (_dice.NextDouble() < options.Reorder && _held.Count < MaxHeld)
                {
                    _held.Add(message);
                    continue;
                }

                result.Add(message);
                if (_dice.NextDouble() < options.Double) result.Add(message);
            }

            result.AddRange(late);
            return result;
        }
    }
}
