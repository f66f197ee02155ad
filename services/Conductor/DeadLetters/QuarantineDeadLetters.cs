using Assay.Contracts.Messages;
using Assay.Domain.Tasks;
using Assay.Hosting.Outbox;
using Assay.Messaging.DeadLetters;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Logging;

namespace Assay.Conductor.DeadLetters;

/// <summary>
/// Takes a task out of circulation whose hint no worker could handle. A message that came back too often because its readers died may be innocent, since
/// a dying worker drops all it holds: that one is only logged. The ledger counts the attempts that really died, and the reconciler repeats the hint.
/// </summary>
public sealed partial class QuarantineDeadLetters(IScanLedger ledger, IOutboxDispatcher outbox, ILogger<QuarantineDeadLetters> log) : IDeadLetterHandler
{
    public async Task HandleAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        LogLetter(letter.Queue, letter.Cause, letter.Reason);
        if (letter is not { Message: TaskReady hint, Cause: DeadLetterCause.Failed }) return;
        var failure = new TaskFailure(FailureCategory.Internal, $"its message could not be handled: {letter.Reason}");
        outbox.Dispatch((await ledger.QuarantineAsync(hint.TaskId, failure, cancellationToken)).Messages);
    }

    [LoggerMessage(LogLevel.Warning, "A message of queue {Queue} could not be handled ({Cause}): {Reason}")]
    private partial void LogLetter(string queue, DeadLetterCause cause, string reason);
}
