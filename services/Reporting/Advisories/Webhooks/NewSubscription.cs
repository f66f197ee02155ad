namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>A subscription with its secret, which no later answer has.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Secret">With it, receivers check the signature of messages.</param>
public sealed record NewSubscription(SubscriptionView Subscription, string Secret);
