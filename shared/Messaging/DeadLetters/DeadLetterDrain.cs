using Microsoft.Extensions.Logging;

namespace Assay.Messaging.DeadLetters;

/// <summary>Offers a dead letter to the handler until it takes it: nothing comes after the dead letters, so "not now" means waiting.</summary>
internal sealed class DeadLetterDrain(IDeadLetterHandler handler, ILogger<DeadLetterDrain> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>After this the letter goes back to the queue: the broker would take it away unasked at 30 minutes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <exception cref="DeliveryReturnedException">The process stops, or patience ran out: back to the queue.</exception>
    public async Task OfferAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        logger.LogError("Message {Message} from queue {Queue} could not be handled: {Reason}",
            letter.Message?.GetType().Name ?? "of unknown kind", letter.Queue, letter.Reason);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var wait = TimeSpan.FromMilliseconds(500);
        try
        {
            while (true)
            {
                try
                {
                    await handler.HandleAsync(letter, patience.Token);
                    return;
                }
                catch (Exception failure) when (failure is not OperationCanceledException || !patience.IsCancellationRequested)
                {
                    logger.LogWarning("A dead letter could not be recorded ({Reason}); trying again in {Wait} s", FaultText.Of(failure),
                        wait.TotalSeconds);
                }

                await Task.Delay(wait, patience.Token);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
        catch (OperationCanceledException)
        {
            throw new DeliveryReturnedException();
        }
    }
}
