using Assay.Storage.Migrations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assay.Storage;

/// <summary>Brings the schema up to date before any other part of the host starts.</summary>
internal sealed class StorageStartup(IMigrator migrator, IOptions<StorageOptions> options, ILogger<StorageStartup> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!bool.Parse(options.Value.MigrateOnStart)) return;
        var applied = await migrator.MigrateAsync(cancellationToken).ConfigureAwait(false);
        if (applied.Count > 0 && log.IsEnabled(LogLevel.Information)) log.LogInformation("Applied the migrations {Migrations}", string.Join(", ", applied));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
