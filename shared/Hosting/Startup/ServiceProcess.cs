using Assay.Hosting.Workers;
using Assay.Storage;
using Assay.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Hosting.Startup;

/// <summary>A service as a process of its own, on the database, blob store and bus that the configuration names.</summary>
public static class ServiceProcess
{
    /// <summary>Runs until it is stopped; the exit code of <see cref="AssayHost.RunAsync"/>.</summary>
    /// <param name="args">Command line, <c>--Bus:Host=…</c>.</param>
    /// <param name="service">Name in logs, telemetry and the registry of workers.</param>
    /// <param name="add">Adds the service.</param>
    public static Task<int> RunAsync(string[] args, string service, Action<IServiceCollection, IConfiguration> add) => AssayHost.RunAsync(() =>
    {
        var builder = AssayHost.CreateBuilder(args, service);
        builder.Services.AddPlatform(builder.Configuration);
        add(builder.Services, builder.Configuration);
        builder.Services.AddWorkerPresence();
        return builder.Build();
    });

    /// <summary>What every service stands on: ledger, blobs, outbox. Before the services, so that it starts first and stops last.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAssayStorage(configuration);
        services.AddAssayBlobs(configuration);
        services.AddOutboxDispatcher(configuration);
        // Announced before any worker takes a task: a plan made without an analyser would call it absent.
        return services.AddAnalyserAnnouncement();
    }
}
