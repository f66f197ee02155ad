namespace Assay.Messaging;

/// <summary>
/// Handles one kind of message, without knowing the transport. May be called twice for the same message, out of order, or never. An exception
/// sends the message to the error queue, so expected failures are handled inside.
/// </summary>
public interface IMessageHandler<in T>
    where T : class
{
    Task HandleAsync(T message, CancellationToken cancellationToken);
}
