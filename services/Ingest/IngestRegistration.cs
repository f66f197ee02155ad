using Assay.Contracts.Values;
using Assay.Hosting.Workers;
using Assay.Ingest.Bases;
using Assay.Ingest.Fetching;
using Assay.Ingest.Sources;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.Ingest;

/// <summary>Adds the service to a host.</summary>
public static class IngestRegistration
{
    /// <summary>
    /// Adds the handler of <see cref="Stage.Ingest"/> with every source of this assembly. The host provides the blob store, file stamps and
    /// content leases.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IngestOptions>().Bind(configuration.GetSection("Ingest")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        foreach (var type in typeof(IngestRegistration).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }))
        {
            if (type.IsAssignableTo(typeof(ISource))) services.AddSingleton(typeof(ISource), type);
            if (type.IsAssignableTo(typeof(ISourceModule))) ((ISourceModule)Activator.CreateInstance(type)!).Register(services, configuration);
        }
        services.AddSingleton<SourceCatalog>();
        services.AddSingleton<BlobLeases>();
        services.AddSingleton<FileFetcher>();
        services.AddSingleton<UnchangedTargets>();
        services.AddSingleton<BaseResolution>();
        return services.AddStageWorker<IngestTaskHandler>(configuration, Stage.Ingest, LaneSlots.Each(4));
    }
}
