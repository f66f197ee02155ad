using Assay.Hosting.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.HashVerify;

/// <summary>Adds the service to a host.</summary>
public static class HashVerifyRegistration
{
    /// <summary>Adds the handler of <see cref="Contracts.Values.Stage.HashVerify"/>. The host provides the versions.</summary>
    public static IServiceCollection AddHashVerify(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ITaskHandler, HashVerifyTaskHandler>();
    }
}
