namespace Assay.Messaging.DeadLetters;

/// <summary>A handler failed. Carries a bounded text and no inner exception, because everything in it may reach a message header.</summary>
public sealed class HandlerFailedException(string reason) : Exception(reason);
