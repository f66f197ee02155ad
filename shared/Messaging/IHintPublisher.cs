using Assay.Domain.Messages;

namespace Assay.Messaging;

/// <summary>
/// Puts messages on the bus: a <c>TaskReady</c> goes to the queue of its stage and lane, a <c>ScanChanged</c> to Conductor, events to whoever
/// subscribed. Throws where the bus cannot take them, which loses nothing: they stay in the outbox.
/// </summary>
public interface IHintPublisher
{
    Task PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);
}
