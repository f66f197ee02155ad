namespace Assay.Storage.Advisories;

/// <summary>Somebody who is told of advisories.</summary>
/// <param name="Id">Of the subscription.</param>
/// <param name="Url">Where messages are posted.</param>
/// <param name="CreatedBy">Who set it up.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="EndedAt">From then on nothing is sent; null while it stands.</param>
public sealed record Subscription(Guid Id, string Url, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);
