using Assay.Messaging.Configuration;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Assay.Messaging.Topology;

/// <summary>
/// Declares the topology on the broker, with the very arguments that the receive endpoints use. Idempotent; every process does it at start, before
/// its first message: a publish to an exchange without a queue succeeds and is lost, and concurrent first publishes of undeclared messages hang.
/// </summary>
internal sealed class RabbitTopologyDeployer(BusOptions options, ILogger logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>Waits for the broker as long as it takes.</summary>
    /// <exception cref="BusSetupException">The broker answered, and refuses.</exception>
    public async Task DeployAsync(BusTopology topology, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromMilliseconds(500);
        while (true)
        {
            try
            {
                await DeclareAsync(topology, cancellationToken);
                return;
            }
            catch (Exception failure) when (failure is BrokerUnreachableException or OperationInterruptedException or IOException)
            {
                if (Refusal(failure) is { } refusal) throw refusal;
                logger.LogWarning("RabbitMQ at {Host}:{Port} does not answer ({Reason}); trying again in {Wait} s",
                    options.Host, options.Port, failure.GetBaseException().Message, wait.TotalSeconds);
            }

            await Task.Delay(wait, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task DeclareAsync(BusTopology topology, CancellationToken cancellationToken)
    {
        await using var connection = await RabbitConnection.Factory(options, "topology").CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        foreach (var queue in topology.Queues)
        {
            var arguments = queue.Arguments.ToDictionary();
            await channel.ExchangeDeclareAsync(queue.Name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, arguments,
                cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue.Name, queue.Name, "", cancellationToken: cancellationToken);
        }

        foreach (var exchange in topology.Exchanges)
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);

        foreach (var (exchange, subscriber) in topology.Events)
        {
            await channel.ExchangeBindAsync(subscriber, exchange, "", cancellationToken: cancellationToken);
        }
    }

    private BusSetupException? Refusal(Exception failure)
    {
        if (failure.InnerException is AuthenticationFailureException or PossibleAuthenticationFailureException)
        {
            return new($"RabbitMQ at {options.Host}:{options.Port} refuses user '{options.User}' on virtual host " +
                $"'{options.VirtualHost}'; check Bus:User, Bus:Password and Bus:VirtualHost.", failure);
        }

        return (failure as OperationInterruptedException ?? failure.InnerException as OperationInterruptedException)?.ShutdownReason switch
        {
            { ReplyCode: 406 } reason => new($"A queue or exchange exists with other settings: {reason.ReplyText}. " +
                "Delete it (queues carry only hints, the ledger repeats them) or choose another Bus:Prefix.", failure),
            { ReplyCode: 403 or 530 } reason =>
                new($"RabbitMQ does not allow user '{options.User}' to set up virtual host '{options.VirtualHost}': " +
                $"{reason.ReplyText}. The user needs configure, write and read permission for '{options.Prefix}.*'.", failure),
            _ => null,
        };
    }
}
