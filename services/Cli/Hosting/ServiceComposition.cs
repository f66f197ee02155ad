using Assay.Cli.Rules;
using Assay.Conductor;
using Assay.GpuProbe;
using Assay.HashVerify;
using Assay.Hosting.Startup;
using Assay.Ingest;
using Assay.Inspect;
using Assay.Reporting.Api;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Hosting;

/// <summary>Puts services into a host. The only place that knows all of them.</summary>
internal static class ServiceComposition
{
    /// <summary>Adds storage and the named services, each with the parts that it needs of the bus.</summary>
    public static IServiceCollection AddServices(this IServiceCollection services, IConfiguration configuration, ServiceName names)
    {
        services.AddPlatform(configuration);
        if (names.HasFlag(ServiceName.Inspect)) services.AddInspect(configuration);
        if (names.HasFlag(ServiceName.GpuProbe)) services.AddGpuProbe(configuration);
        if (names.HasFlag(ServiceName.HashVerify)) services.AddHashVerify(configuration);
        if (names.HasFlag(ServiceName.Ingest)) services.AddIngest(configuration);
        if (names.HasFlag(ServiceName.Conductor)) services.AddConductor(configuration);
        if (names.HasFlag(ServiceName.Reporting))
        {
            services.AddSingleton<IDefaultPolicy, BuiltInPolicy>();
            services.AddHostedService<StoreBuiltInPolicy>();
            services.AddSingleton(KnownRules.Catalogue);
            services.AddReporting(configuration);
        }
        return services;
    }
}
