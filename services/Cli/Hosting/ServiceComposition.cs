using Assay.Conductor;
using Assay.GpuProbe;
using Assay.HashVerify;
using Assay.Hosting.Workers;
using Assay.Ingest;
using Assay.Inspect;
using Assay.Reporting.Api;
using Assay.Storage;
using Assay.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Hosting;

/// <summary>Puts services into a host. The only place that knows all of them.</summary>
internal static class ServiceComposition
{
    /// <summary>Adds storage and the named services, each with the parts that it needs of the bus.</summary>
    public static IServiceCollection AddServices(this IServiceCollection services, IConfiguration configuration, ServiceName names)
    {
        services.AddAssayStorage(configuration);
        services.AddAssayBlobs(configuration);
        services.AddOutboxDispatcher(configuration);
        // Announced before any worker takes a task: a plan made without an analyser would call it absent.
        services.AddAnalyserAnnouncement();
        if (names.HasFlag(ServiceName.Inspect)) services.AddInspect(configuration);
        if (names.HasFlag(ServiceName.GpuProbe)) services.AddGpuProbe(configuration);
        if (names.HasFlag(ServiceName.HashVerify)) services.AddHashVerify(configuration);
        if (names.HasFlag(ServiceName.Ingest)) services.AddIngest(configuration);
        if (names.HasFlag(ServiceName.Conductor)) services.AddConductor(configuration);
        if (names.HasFlag(ServiceName.Reporting))
        {
            services.AddSingleton<IDefaultPolicy, BuiltInPolicy>();
            services.AddHostedService<StoreBuiltInPolicy>();
            services.AddReporting(configuration);
        }
        return services;
    }
}
