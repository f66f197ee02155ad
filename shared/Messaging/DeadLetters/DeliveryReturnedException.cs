namespace Assay.Messaging.DeadLetters;

/// <summary>The process stops before the message was dealt with: it goes back to its queue for another process, and is no failure.</summary>
public sealed class DeliveryReturnedException() : Exception("The process is stopping; the message goes back to its queue.");
