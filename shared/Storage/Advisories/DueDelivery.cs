namespace Assay.Storage.Advisories;

/// <summary>A message that this process has claimed to send.</summary>
/// <param name="Id">Of the delivery; the same in every attempt, so that receivers can tell a repetition.</param>
/// <param name="Attempt">1 for the first: the fencing token.</param>
/// <param name="Url">Where to.</param>
/// <param name="Secret">To sign it with.</param>
/// <param name="Body">UTF-8 JSON.</param>
public sealed record DueDelivery(Guid Id, int Attempt, string Url, string Secret, string Body);
