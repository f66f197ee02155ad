using Assay.Conductor.Advance;
using Assay.Conductor.DeadLetters;
using Assay.Conductor.Reconcile;
using Assay.Contracts.Messages;
using Assay.Hosting.Workers;
using Assay.Messaging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Conductor;

/// <summary>Registers the conductor.</summary>
public static class ConductorRegistration
{
    /// <summary>Scans that one process advances at once; each is a few short statements.</summary>
    private const int Slots = 8;

    /// <summary>Adds the handler of hints, the reconciler, the outbox relay and the drain of dead letters. The host adds storage.</summary>
    public static IServiceCollection AddConductor(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReconcilerOptions>().Bind(configuration.GetSection("Conductor:Reconciler")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PolicyCache>();
        services.AddSingleton(_ => CalibrationPacks.Read(configuration));
        services.AddSingleton<ScanAdvancer>();
        services.AddAssayMessaging(configuration, bus => bus
            .Handle<ScanChanged, ScanChangedHandler>("conductor", Slots)
            .DrainDeadLetters<QuarantineDeadLetters>());
        services.AddOutboxRelay(configuration);
        services.AddHostedService<Reconciler>();
        return services;
    }
}
