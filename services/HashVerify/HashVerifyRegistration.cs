using Assay.Contracts.Values;
using Assay.HashVerify.Lineage;
using Assay.Hosting.Workers;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.HashVerify;

/// <summary>Adds the service to a host.</summary>
public static class HashVerifyRegistration
{
    /// <summary>Adds the handler of <see cref="Stage.HashVerify"/>. The host provides the versions.</summary>
    public static IServiceCollection AddHashVerify(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IDescriptorSource, HashVerifyDescriptors>();
        return services.AddLineageWorker(configuration, LaneSlots.Each(4));
    }
}
