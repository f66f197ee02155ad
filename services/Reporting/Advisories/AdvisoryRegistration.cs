using Assay.Reporting.Advisories.Webhooks;

namespace Assay.Reporting.Advisories;

/// <summary>Adds advisories to a host.</summary>
public static class AdvisoryRegistration
{
    /// <summary>What issues, changes and shows advisories; on the command line too.</summary>
    public static IServiceCollection AddAdvisories(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AdvisoryOptions>().Bind(configuration.GetSection(AdvisoryOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ConcernedApprovals>();
        services.AddSingleton<AdvisoryDispatch>();
        services.AddSingleton<AdvisoryDesk>();
        services.AddSingleton<SubscriptionDesk>();
        return services;
    }

    /// <summary>What tells subscribers; in servers only.</summary>
    public static IServiceCollection AddAdvisoryWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<WebhookService>();
        return services;
    }
}
