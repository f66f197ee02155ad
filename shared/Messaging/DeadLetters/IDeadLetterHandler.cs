namespace Assay.Messaging.DeadLetters;

/// <summary>
/// Deals with messages that no handler could take: whoever keeps the ledger marks the task quarantined. May be called twice for the same message.
/// An exception means "not now": the same letter is offered again, after a wait that grows.
/// </summary>
public interface IDeadLetterHandler
{
    Task HandleAsync(DeadLetter letter, CancellationToken cancellationToken);
}
