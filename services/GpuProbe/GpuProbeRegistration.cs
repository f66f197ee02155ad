using Assay.Contracts.Values;
using Assay.GpuProbe.Catalog;
using Assay.GpuProbe.Doctor;
using Assay.GpuProbe.Running;
using Assay.Hosting.Workers;
using Assay.Messaging.Endpoints;
using Assay.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.GpuProbe;

/// <summary>Adds the service to a host.</summary>
public static class GpuProbeRegistration
{
    /// <summary>
    /// Adds the task handler of <see cref="Stage.GpuProbe"/>, <see cref="ProbeDescriptors"/> and <see cref="ProbeDoctor"/>. The host brings
    /// the blob store and the facts. Reads the sections <c>GpuProbe</c> and <c>Sandbox</c>.
    /// </summary>
    public static IServiceCollection AddGpuProbe(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddProbeRunning(configuration);
        services.AddSingleton<IDescriptorSource>(provider => provider.GetRequiredService<ProbeDescriptors>());
        // A slot holds a whole device; a lane of its own keeps a person's model from waiting behind a crawl.
        return services.AddStageWorker<GpuProbeTaskHandler>(configuration, Stage.GpuProbe, LaneSlots.Each(1));
    }

    /// <summary>What is needed to run models and nothing of bus or ledger: for the service and for <see cref="ProbeDoctor"/>.</summary>
    public static IServiceCollection AddProbeRunning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GpuProbeOptions>().Bind(configuration.GetSection(GpuProbeOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(_ => configuration.GetSection("Sandbox").Get<SandboxOptions>() ?? new SandboxOptions());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SandboxSupport>();
        services.AddSingleton<SandboxLauncher>();
        services.AddSingleton(_ => ProbeCatalog.Discover());
        services.AddSingleton<InstalledRuntime>();
        services.AddSingleton<ProbeDescriptors>();
        services.AddSingleton<ProbeRunner>();
        return services.AddSingleton<ProbeDoctor>();
    }
}
