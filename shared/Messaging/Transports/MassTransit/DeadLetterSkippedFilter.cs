using MassTransit;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>Replaces MassTransit's skipped pipe: a message of a kind that the queue's handler does not know joins the other dead letters.</summary>
internal sealed class DeadLetterSkippedFilter(string queue, Uri deadLetters) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        DeadLetterSender.SendAsync(context, queue, deadLetters, "No handler of this queue knows this kind of message.");

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter-skipped");
}
