using Assay.Messaging.DeadLetters;
using Assay.Messaging.Publishing;
using MassTransit;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>Gives a delivery to the handler, and turns whatever it throws into something that is safe to put into a header.</summary>
internal sealed class HandlerConsumer<T>(IMessageHandler<T> handler, CancellationToken stopping) : IConsumer<T>
    where T : class
{
    public async Task Consume(ConsumeContext<T> context)
    {
        using var token = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        string fault;
        try
        {
            MessageSize.Check(context.ReceiveContext.Body.Length ?? 0, typeof(T), MessageSize.MaxEnvelopeBytes);
            await handler.HandleAsync(context.Message, token.Token);
            return;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw new DeliveryReturnedException();
        }
        catch (Exception failure)
        {
            fault = FaultText.Of(failure);
        }

        // Outside the catch block, so that the long original is not chained to it.
        throw new HandlerFailedException(fault);
    }
}
