using Assay.Analysis.Catalog;
using Assay.Contracts.Values;
using Assay.Hosting.Workers;
using Assay.Inspect.Tasks;
using Assay.Inspect.Walk;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.Inspect;

/// <summary>Registration of the service, for its own process and for the command line.</summary>
public static class InspectServices
{
    /// <summary>
    /// Adds the task handler and everything it needs besides storage: the analysers and container readers found in this assembly, the walk, and
    /// <see cref="InspectDescriptors"/>, which the host announces. Limits and options that were registered before are kept.
    /// </summary>
    public static IServiceCollection AddInspect(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new WalkLimits());
        services.TryAddSingleton(new InspectOptions());
        services.TryAddSingleton(provider => AnalyserCatalog.Scan(typeof(InspectServices).Assembly, provider));
        services.TryAddSingleton<InspectDescriptors>();
        services.TryAddSingleton<ArtifactWalk>();
        services.TryAddSingleton<FactMaker>();
        services.TryAddSingleton<KnownFacts>();
        services.AddSingleton<IDescriptorSource>(provider => provider.GetRequiredService<InspectDescriptors>());
        return services.AddStageWorker<InspectTaskHandler>(configuration, Stage.Inspect, LaneSlots.Each(2));
    }
}
