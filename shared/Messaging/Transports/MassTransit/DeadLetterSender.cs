using Assay.Messaging.DeadLetters;
using MassTransit;

namespace Assay.Messaging.Transports.MassTransit;

/// <summary>Sends a received message on to the dead letters.</summary>
internal static class DeadLetterSender
{
    /// <summary>Longer bodies are cut and become unreadable, which is fine: no message of ours is that long.</summary>
    private const int MaxBodyLength = 96 * 1024;

    public static async Task SendAsync(ReceiveContext context, string queue, Uri deadLetters, string reason)
    {
        var body = context.Body.GetString();
        var letter = new DeadLettered(queue, FaultText.Cut(reason), body.Length <= MaxBodyLength ? body : body[..MaxBodyLength]);
        var endpoint = await context.SendEndpointProvider.GetSendEndpoint(deadLetters);
        await endpoint.Send(letter, context.CancellationToken);
    }
}
