using Assay.Contracts.Values;
using Assay.HashVerify.Advisories;
using Assay.HashVerify.Lineage;
using Assay.HashVerify.Sources;
using Assay.HashVerify.Sources.Signatures;
using Assay.Hosting.Workers;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.HashVerify;

/// <summary>Adds the service to a host.</summary>
public static class HashVerifyRegistration
{
    /// <summary>Adds the handler of <see cref="Stage.HashVerify"/>. The host provides versions, records of trust and blobs.</summary>
    public static IServiceCollection AddHashVerify(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        foreach (var type in typeof(HashVerifyRegistration).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }))
        {
            if (type.IsAssignableTo(typeof(ITrustedSource))) services.AddSingleton(typeof(ITrustedSource), type);
        }
        var trusted = new SignatureTrustOptions();
        configuration.GetSection("HashVerify:Trust").Bind(trusted);
        services.AddSingleton(_ => SignatureTrust.Read(trusted));
        services.AddSingleton<HashVerifyDescriptors>();
        services.AddSingleton<TrustedSourceCatalog>();
        services.AddSingleton<IModelFiles, ModelFiles>();
        services.AddSingleton<DeclaredBaseMarks>();
        services.AddSingleton<IDescriptorSource>(provider => provider.GetRequiredService<HashVerifyDescriptors>());
        return services.AddLineageWorker(configuration, LaneSlots.Each(4));
    }
}
