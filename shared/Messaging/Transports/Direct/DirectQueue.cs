using System.Threading.Channels;
using Assay.Messaging.DeadLetters;

namespace Assay.Messaging.Transports.Direct;

/// <summary>A queue in this process and its readers.</summary>
internal sealed class DirectQueue(string name, int slots, Func<object, CancellationToken, Task> deliver, Action<DeadLetter> deadLetter)
{
    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();
    private readonly List<Task> _readers = [];

    public void Put(object message) => _messages.Writer.TryWrite(message);

    /// <summary>Starts the readers; <paramref name="closing"/> ends reading, <paramref name="stopping"/> is passed to the handlers.</summary>
    public void Start(CancellationToken closing, CancellationToken stopping)
    {
        for (var i = 0; i < slots; i++) _readers.Add(Task.Run(() => ReadAsync(closing, stopping), CancellationToken.None));
    }

    public Task StopAsync() => Task.WhenAll(_readers);

    private async Task ReadAsync(CancellationToken closing, CancellationToken stopping)
    {
        try
        {
            while (await _messages.Reader.WaitToReadAsync(closing))
            {
                while (!closing.IsCancellationRequested && _messages.Reader.TryRead(out var message)) await DeliverAsync(message, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // What is left in the channel are hints: the ledger repeats them.
        }
    }

    private async Task DeliverAsync(object message, CancellationToken stopping)
    {
        try
        {
            await deliver(message, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody else reads this queue, so there is no queue to give the message back to.
        }
        catch (Exception failure)
        {
            deadLetter(new(message, name, DeadLetterCause.Failed, FaultText.Of(failure)));
        }
    }
}
