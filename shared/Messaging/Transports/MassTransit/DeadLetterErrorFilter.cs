using Assay.Messaging.DeadLetters;
using MassTransit;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>
/// Replaces MassTransit's error pipe: sends the failed message to the dead letters with a bounded reason, instead of copying exception texts of any
/// length into headers. Where even that fails, the exception goes up and the broker delivers the message again.
/// </summary>
internal sealed class DeadLetterErrorFilter(string queue, Uri deadLetters) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var cause = context.Exception.GetBaseException();
        if (cause is DeliveryReturnedException) throw cause;
        var reason = cause is HandlerFailedException ? cause.Message : FaultText.Of(context.Exception);
        await DeadLetterSender.SendAsync(context, queue, deadLetters, reason);

        // A message that could not even be read counts as skipped otherwise, and would be sent once more.
        if (!context.IsFaulted) await context.NotifyFaulted(context.Exception);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter-errors");
}
