namespace Assay.Messaging.DeadLetters;

/// <summary>How a message that failed travels to the dead letters.</summary>
/// <param name="Queue">Where it failed.</param>
/// <param name="Reason">Why, at most 4 KiB: longer header or body texts would make the broker's life hard.</param>
/// <param name="Body">The message as it was received, at most 96 Ki characters.</param>
internal sealed record DeadLettered(string Queue, string Reason, string Body);
