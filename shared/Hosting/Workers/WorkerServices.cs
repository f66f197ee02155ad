using System.Text.Json;
using Assay.Contracts.Values;
using Assay.Hosting.Health;
using Assay.Hosting.Outbox;
using Assay.Hosting.Telemetry;
using Assay.Messaging;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Workers;

/// <summary>Registers workers and the outbox. Storage (ledger, outbox, registry, catalogue) is registered by the caller.</summary>
public static class WorkerServices
{
    /// <summary>
    /// A worker for the handler's stage, with the slots of <c>Worker:Slots:{stage}</c> (stage in kebab case, e.g. <c>gpu-probe</c>) or the service's
    /// own
    /// default. The bus and the outbox dispatcher come along.
    /// </summary>
    public static IServiceCollection AddStageWorker<THandler>(this IServiceCollection services, IConfiguration configuration, Stage stage,
        LaneSlots byDefault)
        where THandler : class, ITaskHandler
    {
        AddShared(services, configuration);
        var options = new WorkerOptions();
        configuration.GetSection(WorkerOptions.Section).Bind(options);
        var slots = options.SlotsOf(JsonNamingPolicy.KebabCaseLower.ConvertName(stage.ToString()), byDefault);
        services.TryAddSingleton<THandler>();
        services.AddKeyedSingleton(stage, (provider, _) => Create(provider, provider.GetRequiredService<THandler>(), stage, slots));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<StageWorker>(stage));
        return services.AddAssayMessaging(configuration,
            bus => bus.HandleTasks(stage, slots, provider => provider.GetRequiredKeyedService<StageWorker>(stage)));
    }

    /// <summary>The dispatcher that publishes what this process commits. Every service that writes to the ledger needs it.</summary>
    public static IServiceCollection AddOutboxDispatcher(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAssayMessaging(configuration);
        if (services.Any(s => s.ServiceType == typeof(OutboxDispatcher))) return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<IOutboxDispatcher>(provider => provider.GetRequiredService<OutboxDispatcher>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<OutboxDispatcher>());
        return services;
    }

    /// <summary>The relay for what other processes left behind; for Conductor.</summary>
    public static IServiceCollection AddOutboxRelay(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutboxDispatcher(configuration);
        services.TryAddSingleton<AssayMetrics>();
        if (!services.Any(s => s.ImplementationType == typeof(OutboxRelay))) services.AddHostedService<OutboxRelay>();
        return services;
    }

    /// <summary>
    /// The heartbeat in the registry of workers, and readiness checks of the database and the bus; for every process but one-shot commands.
    /// </summary>
    public static IServiceCollection AddWorkerPresence(this IServiceCollection services)
    {
        services.TryAddSingleton<WorkerLoad>();
        if (services.Any(s => s.ImplementationType == typeof(WorkerBeat))) return services;
        services.AddHostedService<WorkerBeat>();
        services.AddSingleton<IReadinessCheck, BusReadiness>();
        services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        return services;
    }

    /// <summary>Announces the analysers of all <see cref="IDescriptorSource"/>s at start, before any work is taken.</summary>
    public static IServiceCollection AddAnalyserAnnouncement(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        if (!services.Any(s => s.ImplementationType == typeof(AnalyserAnnouncement))) services.AddHostedService<AnalyserAnnouncement>();
        return services;
    }

    private static void AddShared(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOutboxDispatcher(configuration);
        if (services.Any(s => s.ServiceType == typeof(LeaseKeeper))) return;
        services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>();
        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection(WorkerOptions.Section)).ValidateOnStart();
        services.TryAddSingleton(provider => WorkerIdentity.Create("worker", provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<WorkerLoad>();
        services.TryAddSingleton<AssayMetrics>();
        services.AddSingleton<TaskEnding>();
        services.AddSingleton<TaskRunner>();
        services.AddSingleton<SuspectIsolation>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LeaseKeeper>());
    }

    private static StageWorker Create(IServiceProvider provider, ITaskHandler handler, Stage stage, LaneSlots slots)
    {
        if (handler.Stage != stage)
        {
            throw new InvalidOperationException($"{handler.GetType().Name} handles {handler.Stage}, and was registered for {stage}.");
        }

        return ActivatorUtilities.CreateInstance<StageWorker>(provider, handler, slots);
    }
}
