using Assay.Domain.Messages;
using Assay.Messaging;
using Assay.Messaging.Publishing;

namespace Assay.Tests.Unit.Messaging;

public sealed class ChaosPublisherTests : IHintPublisher
{
    private readonly List<OutboxMessage> _published = [];
    private readonly OutboxMessage[] _messages = [.. Enumerable.Range(0, 1000).Select(i => new OutboxMessage(Guid.NewGuid(), i))];

    [Fact]
    public async Task Everything_is_lost_when_all_is_dropped()
    {
        await PublishAsync(new() { Drop = 1 });
        _published.ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_comes_twice_when_all_is_doubled()
    {
        await PublishAsync(new() { Double = 1 });
        _published.GroupBy(m => m.Id).ShouldAllBe(g => g.Count() == 2);
    }

    [Fact]
    public async Task What_is_held_back_comes_later_and_is_not_lost()
    {
        await PublishAsync(new() { Reorder = 0.1 });
        _published.Distinct().Count().ShouldBe(1000);
        _published.SequenceEqual(_messages.Where(_published.Contains)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_faults()
    {
        await PublishAsync(new() { Drop = 0.1, Double = 0.1, Reorder = 0.1, Seed = 7 });
        var first = _published.ToList();
        _published.Clear();

        await PublishAsync(new() { Drop = 0.1, Double = 0.1, Reorder = 0.1, Seed = 7 });

        _published.ShouldBe(first);
    }

    Task IHintPublisher.PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        _published.AddRange(messages);
        return Task.CompletedTask;
    }

    private async Task PublishAsync(Assay.Messaging.Configuration.ChaosOptions options)
    {
        var chaos = new ChaosPublisher(this, options);
        foreach (var batch in _messages.Chunk(10)) await chaos.PublishAsync(batch, CancellationToken.None);
        await chaos.PublishAsync([new OutboxMessage(Guid.Empty, "last")], CancellationToken.None);
        _published.RemoveAll(m => m.Id == Guid.Empty);
    }
}
