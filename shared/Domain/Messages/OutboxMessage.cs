namespace Assay.Domain.Messages;

/// <summary>
/// A message written in the same transaction as the change it announces. Whoever committed the change publishes it at once; a relay publishes
/// what was left behind by a process that died in between. At least once, in any order.
/// </summary>
/// <param name="Id">UUIDv7; becomes the message id on the bus.</param>
/// <param name="Body">One of the records of Assay.Contracts.Messages.</param>
public sealed record OutboxMessage(Guid Id, object Body);
