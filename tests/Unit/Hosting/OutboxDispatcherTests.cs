using System.Collections.Concurrent;
using Assay.Domain.Messages;
using Assay.Hosting.Outbox;
using Assay.Messaging;
using Assay.Storage.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Assay.Tests.Unit.Hosting;

public sealed class OutboxDispatcherTests
{
    private readonly IHintPublisher _publisher = Substitute.For<IHintPublisher>();
    private readonly IOutbox _outbox = Substitute.For<IOutbox>();
    private readonly ConcurrentQueue<Guid> _published = new();
    private readonly ConcurrentQueue<Guid> _deleted = new();
    private readonly OutboxDispatcher _dispatcher;

    public OutboxDispatcherTests()
    {
        _publisher.PublishAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            foreach (var message in call.Arg<IReadOnlyList<OutboxMessage>>() ?? []) _published.Enqueue(message.Id);
            return Task.CompletedTask;
        });
        _outbox.DeleteAsync(default!, default).ReturnsForAnyArgs(call =>
        {
            foreach (var id in call.Arg<IReadOnlyCollection<Guid>>() ?? []) _deleted.Enqueue(id);
            return Task.CompletedTask;
        });
        _dispatcher = new(_publisher, _outbox, TimeProvider.System, NullLogger<OutboxDispatcher>.Instance);
    }

    [Fact]
    public async Task What_was_dispatched_before_the_stop_is_published_and_deleted()
    {
        var messages = Messages(1000);
        await _dispatcher.StartingAsync(CancellationToken.None);

        foreach (var chunk in messages.Chunk(7)) _dispatcher.Dispatch(chunk);
        await _dispatcher.StoppedAsync(CancellationToken.None);

        _published.ShouldBe(messages.Select(m => m.Id));
        _deleted.ShouldBe(messages.Select(m => m.Id));
    }

    [Fact]
    public async Task What_could_not_be_published_stays_in_the_outbox()
    {
        _publisher.PublishAsync(default!, default).ReturnsForAnyArgs(_ => Task.FromException(new IOException("The broker is away.")));
        await _dispatcher.StartingAsync(CancellationToken.None);

        _dispatcher.Dispatch(Messages(3));
        await _dispatcher.StoppedAsync(CancellationToken.None);

        _deleted.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delete_that_fails_stops_nothing()
    {
        _outbox.DeleteAsync(default!, default).ReturnsForAnyArgs(_ => Task.FromException(new IOException("The database is away.")));
        await _dispatcher.StartingAsync(CancellationToken.None);

        _dispatcher.Dispatch(Messages(300));
        _dispatcher.Dispatch(Messages(300));
        await _dispatcher.StoppedAsync(CancellationToken.None);

        _published.Count.ShouldBe(600);
    }

    [Fact]
    public void Dispatching_never_blocks_and_leaves_what_is_too_much_to_the_relay()
    {
        _dispatcher.Dispatch(Messages(50_000));
        _published.ShouldBeEmpty();
    }

    private static List<OutboxMessage> Messages(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new OutboxMessage(Guid.CreateVersion7(), i))];
}
