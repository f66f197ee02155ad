namespace Assay.Domain.Messages;

/// <summary>A change that has been committed, with the messages that announce it and still have to be published.</summary>
/// <param name="Value">What the change returned.</param>
/// <param name="Messages">To hand to the outbox dispatcher.</param>
public readonly record struct Committed<T>(T Value, IReadOnlyList<OutboxMessage> Messages);
