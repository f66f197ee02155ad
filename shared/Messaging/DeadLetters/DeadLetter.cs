namespace Assay.Messaging.DeadLetters;

/// <summary>A message that no handler could take.</summary>
/// <param name="Message">The original message, one of the contract's; null where the bytes are none of them.</param>
/// <param name="Queue">The queue it came from; empty where the broker does not say.</param>
/// <param name="Cause">What kind of mishap.</param>
/// <param name="Reason">Why, for a person, at most 4 KiB.</param>
public sealed record DeadLetter(object? Message, string Queue, DeadLetterCause Cause, string Reason);
