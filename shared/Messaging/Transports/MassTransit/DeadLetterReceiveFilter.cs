using System.Text;
using Assay.Messaging.DeadLetters;
using MassTransit;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>
/// Reads the dead letters before MassTransit tries to make sense of them: what is in there may be anything. Nothing comes after it: returning
/// acknowledges the message, throwing gives it back to the queue.
/// </summary>
internal sealed class DeadLetterReceiveFilter(DeadLetterDrain drain, CancellationToken stopping) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        using var token = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        var queue = Header(context, "x-first-death-queue");
        var (cause, reason) = Header(context, "x-first-death-reason") switch
        {
            "delivery_limit" => (DeadLetterCause.DeliveryLimit, "Its consumers died on it as often as the delivery limit allows."),
            "" => (DeadLetterCause.Failed, "It was sent to the dead letters."),
            var other => (DeadLetterCause.Failed, $"The broker gave it up: {other}."),
        };
        await drain.OfferAsync(DeadLetterReader.Read(context.Body.GetBytes(), queue, cause, reason), token.Token);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter-drain");

    private static string Header(ReceiveContext context, string key) => context.TransportHeaders.TryGetHeader(key, out var value)
        ? value as string ?? (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : "")
        : "";
}
