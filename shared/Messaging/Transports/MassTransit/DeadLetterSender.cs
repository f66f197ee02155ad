using System.Text;
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
        // Not GetString: on RabbitMQ, 8.4.0 gives the name of the buffer's type.
        var body = Encoding.UTF8.GetString(context.Body.GetBytes());
        var letter = new DeadLettered(queue, FaultText.Cut(reason), body.Length <= MaxBodyLength ? body : body[..MaxBodyLength]);
        var endpoint = await context.SendEndpointProvider.GetSendEndpoint(deadLetters);
        await endpoint.Send(letter, context.CancellationToken);
    }
}
