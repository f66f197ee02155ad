using System.Net.Sockets;
using Assay.Hosting.Startup;
using Assay.Messaging.Configuration;
using Assay.Storage;
using Assay.Storage.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Doctor;

/// <summary>The servers that the configuration names.</summary>
internal static class ServerChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellationToken)
    {
        var sources = new ConfigurationBuilder();
        AssayHost.AddSources(sources, []);
        var configuration = sources.Build();
        return [await DatabaseAsync(configuration, cancellationToken), await BrokerAsync(configuration, cancellationToken)];
    }

    private static async Task<Check> DatabaseAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        if (!string.Equals(configuration["Storage:Kind"], "postgres", StringComparison.OrdinalIgnoreCase))
            return new("database", CheckState.Good, "SQLite in the data folder (PostgreSQL is used with ASSAY_Storage__Kind=postgres)");
        try
        {
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddAssayStorage(configuration);
            await using var provider = services.BuildServiceProvider();
            StartupErrors.Validate(provider);
            var pending = await provider.GetRequiredService<IMigrator>().PendingAsync(cancellationToken);
            return pending.Count == 0
                ? new("database", CheckState.Good, "PostgreSQL answers, the schema is up to date")
                : new("database", CheckState.Broken, $"PostgreSQL answers, {pending.Count} migrations are pending", "assay db migrate");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new("database", CheckState.Broken, string.Join("; ", StartupErrors.Describe(e) ?? [e.Message]), "check ASSAY_Storage__ConnectionString and that the server runs");
        }
    }

    private static async Task<Check> BrokerAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var options = configuration.GetSection(BusOptions.Section).Get<BusOptions>() ?? new();
        if (options.Kind != BusTransportKind.RabbitMq) return new("bus", CheckState.Good, "in memory (RabbitMQ is used with ASSAY_Bus__Transport=rabbitmq)");
        try
        {
            using var socket = new TcpClient();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            await socket.ConnectAsync(options.Host, options.Port, patience.Token);
            return new("bus", CheckState.Good, $"RabbitMQ's port answers at {options.Host}:{options.Port}");
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new("bus", CheckState.Broken, $"nothing answers at {options.Host}:{options.Port}: {e.Message}", "check ASSAY_Bus__Host and that the broker runs");
        }
    }
}
