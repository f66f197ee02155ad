using System.Collections.Concurrent;
using Assay.Domain.Messages;
using Assay.Hosting.Outbox;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>Keeps what was dispatched.</summary>
internal sealed class FakeOutbox : IOutboxDispatcher
{
    public ConcurrentQueue<object> Dispatched { get; } = new();

    public void Dispatch(IReadOnlyList<OutboxMessage> messages)
    {
        foreach (var message in messages) Dispatched.Enqueue(message.Body);
    }
}
