namespace Assay.Storage.Advisories;

/// <summary>What became of a message to a subscriber.</summary>
/// <param name="Id">Of the delivery.</param>
/// <param name="EventId">What was told.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NotBefore">When it is tried next, while it is pending.</param>
/// <param name="Status">HTTP status of the last answer; null where there was none.</param>
/// <param name="Error">Why the last attempt failed; null where it did not.</param>
/// <param name="CreatedAt">When it was queued.</param>
/// <param name="EndedAt">When it was delivered or given up; null while it is pending.</param>
public sealed record DeliveryRecord(
    Guid Id, Guid EventId, DeliveryState State, int Attempts, DateTimeOffset NotBefore, int? Status, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);
