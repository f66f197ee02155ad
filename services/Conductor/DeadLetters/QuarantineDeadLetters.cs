using Assay.Contracts.Messages;
using Assay.Domain.Tasks;
using Assay.Hosting.Outbox;
using Assay.Messaging.DeadLetters;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Logging;

namespace Assay.Conductor.DeadLetters;

/// <summary>
/// Takes a task out of circulation whose hint killed its worker again and again. Other dead letters are only logged: the ledger still knows what they
/// were about, and the reconciler repeats them.
/// </summary>
public sealed partial class QuarantineDeadLetters(IScanLedger ledger, IOutboxDispatcher outbox, ILogger<QuarantineDeadLetters> log) : IDeadLetterHandler
{
    public async Task HandleAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        LogLetter(letter.Queue, letter.Cause, letter.Reason);
        if (letter is not { Message: TaskReady hint, Cause: DeadLetterCause.DeliveryLimit }) return;
        var failure = new TaskFailure(FailureCategory.Crashed, $"its message came back unanswered too often: {letter.Reason}");
        outbox.Dispatch((await ledger.QuarantineAsync(hint.TaskId, failure, cancellationToken)).Messages);
    }

    [LoggerMessage(LogLevel.Warning, "A message of queue {Queue} could not be handled ({Cause}): {Reason}")]
    private partial void LogLetter(string queue, DeadLetterCause cause, string reason);
}
