using System.Buffers.Text;
using System.Security.Cryptography;
using Assay.Reporting.Api.Registry;
using Assay.Storage.Advisories;
using Microsoft.Extensions.Options;

namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>Sets up and ends subscriptions.</summary>
public sealed class SubscriptionDesk(ISubscriptions subscriptions, IOptions<AdvisoryOptions> options)
{
    /// <summary>More receivers than that want a broker.</summary>
    private const int MaxSubscriptions = 1000;

    private const int SecretBytes = 32;

    public async Task<DeskAnswer<NewSubscription>> AddAsync(SubscriptionRequest request, string actor, CancellationToken cancellationToken)
    {
        if (WebhookAddress.Check(request.Url, options.Value.AllowPrivateAddresses, out var problem) is not { } address) return new(null, problem);
        if (request.Secret is { } given && (given.Length is < 16 or > 200 || given.Any(c => c is < ' ' or > '~'))) return new(null, "'secret' has to be 16 to 200 printable ASCII characters.");
        if ((await subscriptions.ListAsync(cancellationToken)).Count >= MaxSubscriptions) return new(null, $"There are {MaxSubscriptions} subscriptions; end one first.");
        var secret = request.Secret ?? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var added = await subscriptions.AddAsync(address.AbsoluteUri, secret, actor, cancellationToken);
        return new(new(SubscriptionView.Of(added), secret), null);
    }

    public async Task<IReadOnlyList<SubscriptionView>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await subscriptions.ListAsync(cancellationToken)).Select(SubscriptionView.Of)];

    public Task<bool> EndAsync(Guid id, CancellationToken cancellationToken) => subscriptions.EndAsync(id, cancellationToken);

    public Task<IReadOnlyList<DeliveryRecord>?> DeliveriesAsync(Guid id, int max, CancellationToken cancellationToken) =>
        subscriptions.DeliveriesAsync(id, max, cancellationToken);
}
