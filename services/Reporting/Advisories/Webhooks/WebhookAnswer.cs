namespace Assay.Reporting.Advisories.Webhooks;

/// <summary>What became of one attempt.</summary>
/// <param name="Status">HTTP status; null where there was no answer.</param>
/// <param name="Error">Why it failed; null where it was taken.</param>
/// <param name="IsFinal">True: trying again makes no sense.</param>
public sealed record WebhookAnswer(int? Status, string? Error, bool IsFinal = false);
