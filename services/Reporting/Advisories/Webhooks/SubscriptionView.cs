using Assay.Storage.Advisories;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>A subscription without its secret.</summary>
/// <param name="Id">Of the subscription.</param>
/// <param name="Url">Where messages are posted.</param>
/// <param name="CreatedBy">Who set it up.</param>
/// <param name="CreatedAt">When.</param>
public sealed record SubscriptionView(Guid Id, string Url, string CreatedBy, DateTimeOffset CreatedAt)
{
    public static SubscriptionView Of(Subscription subscription) => new(subscription.Id, subscription.Url, subscription.CreatedBy, subscription.CreatedAt);
}
