using System.Collections.Concurrent;
using Assay.Domain.Messages;

namespace Assay.Tests.Integration.Storage;

/// <summary>Messages that were committed and not yet published.</summary>
public abstract class OutboxContract(IStorageHome home) : IAsyncLifetime
{
    private readonly StorageBed _bed = home.Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _bed.Outbox.RelayAsync(100_000, TimeSpan.FromDays(-9), (_, _) => Task.CompletedTask, Token);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _bed.DisposeAsync();
    }

    [Fact]
    public async Task The_relay_leaves_young_messages_to_the_process_that_wrote_them()
    {
        var written = await SubmitAsync(1);
        (await _bed.Outbox.RelayAsync(10, TimeSpan.FromSeconds(5), NoPublishing, Token)).ShouldBe(0);
        _bed.Time.Advance(TimeSpan.FromSeconds(5));
        List<OutboxMessage> sent = [];
        (await _bed.Outbox.RelayAsync(10, TimeSpan.FromSeconds(5), Into(sent), Token)).ShouldBe(1);
        sent.ShouldBe(written);
        (await _bed.Outbox.DepthAsync(Token)).ShouldBe((0, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_relay_takes_the_oldest_first_up_to_its_limit()
    {
        var first = await SubmitAsync(1);
        _bed.Time.Advance(TimeSpan.FromSeconds(1));
        await SubmitAsync(3);
        List<OutboxMessage> sent = [];
        (await _bed.Outbox.RelayAsync(2, TimeSpan.Zero, Into(sent), Token)).ShouldBe(2);
        sent[0].ShouldBe(first[0]);
        _bed.Time.Advance(TimeSpan.FromSeconds(2));
        (await _bed.Outbox.DepthAsync(Token)).ShouldBe((2, TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task What_cannot_be_published_stays_and_the_error_is_the_publishers()
    {
        var written = await SubmitAsync(2);
        var error = await Should.ThrowAsync<IOException>(
            () => _bed.Outbox.RelayAsync(10, TimeSpan.Zero, (_, _) => throw new IOException("The bus is gone."), Token));
        error.Message.ShouldBe("The bus is gone.");
        List<OutboxMessage> sent = [];
        (await _bed.Outbox.RelayAsync(10, TimeSpan.Zero, Into(sent), Token)).ShouldBe(2);
        sent.ShouldBe(written, ignoreOrder: true);
    }

    [Fact]
    public async Task Two_relays_at_once_publish_each_message_once()
    {
        var written = await SubmitAsync(200);
        var sent = new ConcurrentBag<Guid>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            while ((await _bed.Outbox.DepthAsync(Token)).Count > 0)
            {
                await _bed.Outbox.RelayAsync(
                    10,
                    TimeSpan.Zero,
                    async (messages, _) =>
                    {
                        await Task.Yield();
                        foreach (var message in messages) sent.Add(message.Id);
                    },
                    Token);
            }
        }));
        sent.Order().ShouldBe(written.Select(m => m.Id).Order());
    }

    [Fact]
    public async Task Published_messages_are_deleted_and_unknown_ids_ignored()
    {
        var written = await SubmitAsync(3);
        await _bed.Outbox.DeleteAsync([written[0].Id, written[2].Id, Guid.NewGuid()], Token);
        await _bed.Outbox.DeleteAsync([], Token);
        List<OutboxMessage> sent = [];
        await _bed.Outbox.RelayAsync(10, TimeSpan.Zero, Into(sent), Token);
        sent.ShouldHaveSingleItem().ShouldBe(written[1]);
    }

    private async Task<IReadOnlyList<OutboxMessage>> SubmitAsync(int scans) =>
        (await _bed.Ledger.SubmitAsync([.. Enumerable.Range(0, scans).Select(_ => Samples.NewScan())], Token)).Messages;

    private static Task NoPublishing(IReadOnlyList<OutboxMessage> messages, CancellationToken token) => throw new InvalidOperationException("Not yet.");

    private static Func<IReadOnlyList<OutboxMessage>, CancellationToken, Task> Into(List<OutboxMessage> sent) => (messages, _) =>
    {
        sent.AddRange(messages);
        return Task.CompletedTask;
    };
}
