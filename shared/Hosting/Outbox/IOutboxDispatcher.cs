using Assay.Domain.Messages;

namespace Assay.Hosting.Outbox;

/// <summary>Publishes committed messages in the background, in batches, and deletes them from the outbox. What it cannot publish stays for the relay.</summary>
public interface IOutboxDispatcher
{
    /// <summary>Returns at once; never throws.</summary>
    void Dispatch(IReadOnlyList<OutboxMessage> messages);
}
