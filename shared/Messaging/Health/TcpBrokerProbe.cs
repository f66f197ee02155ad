using System.Net.Sockets;
using Assay.Messaging.Configuration;
using Microsoft.Extensions.Options;

namespace Assay.Messaging.Health;

/// <summary>The broker answers when its port takes a connection within three seconds.</summary>
internal sealed class TcpBrokerProbe(IOptions<BusOptions> options) : IBrokerProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(options.Value.Host, options.Value.Port, patience.Token);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}
