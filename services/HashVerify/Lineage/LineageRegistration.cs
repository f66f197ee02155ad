using Assay.Contracts.Values;
using Assay.Hosting.Workers;
using Assay.Messaging.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.HashVerify.Lineage;

/// <summary>Adds the search for relatives to the stage.</summary>
internal static class LineageRegistration
{
    /// <summary>Adds the worker of <see cref="Stage.HashVerify"/>, which does the comparison of digests and then this. The host provides the blobs.</summary>
    public static IServiceCollection AddLineageWorker(this IServiceCollection services, IConfiguration configuration, LaneSlots slots)
    {
        var options = new LineageOptions();
        configuration.GetSection(LineageOptions.Section).Bind(options);
        services.AddSingleton(options);
        services.AddSingleton<LineageDescriptors>();
        services.AddSingleton<IDescriptorSource>(provider => provider.GetRequiredService<LineageDescriptors>());
        services.AddSingleton<HashVerifyTaskHandler>();
        services.AddSingleton<TensorIndexing>();
        if (options.Enabled) services.AddSingleton<ILineageExamination, LineageExamination>();
        else services.AddSingleton<ILineageExamination, NoopLineageExamination>();
        return services.AddStageWorker<LineageTaskHandler>(configuration, Stage.HashVerify, slots);
    }
}
