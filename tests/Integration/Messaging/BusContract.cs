using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Messaging.Endpoints;
using Assay.Messaging.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Integration.Messaging;

/// <summary>What every transport has to do. Each test has a bus of its own: another prefix.</summary>
public abstract class BusContract
{
    protected Inbox<TaskReady> Tasks { get; } = new();
    protected Inbox<ScanChanged> Changes { get; } = new();
    protected Inbox<ScanCompleted> Verdicts { get; } = new();
    protected DeadLetterBox Dead { get; } = new();
    protected Dictionary<string, string?> Settings { get; } = new()
    {
        ["Bus:Prefix"] = $"t{Guid.NewGuid():n}"[..12],
        ["Bus:ConsumerStopTimeout"] = "00:00:01",
        ["Bus:StopTimeout"] = "00:00:20",
    };

    [Fact]
    public async Task A_hint_reaches_the_queue_of_its_stage_and_lane_with_all_it_carries()
    {
        var bulk = new Inbox<TaskReady>();
        await using var bus = await StartAsync((services, builder) => builder
            .HandleTasks(Stage.GpuProbe, new(1, 0, 0), _ => Tasks)
            .HandleTasks(Stage.Inspect, new(0, 0, 1), _ => bulk));
        var hint = new TaskReady(Guid.NewGuid(), Guid.NewGuid(), Stage.GpuProbe, Lane.Interactive,
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var other = hint with { Stage = Stage.Inspect, Lane = Lane.Bulk, TraceParent = null };

        await bus.PublishAsync(hint, other);

        await Eventually.HoldsAsync(() => Tasks.Received.Count > 0 && bulk.Received.Count > 0, "both hints");
        Tasks.Received.ShouldBe([hint]);
        bulk.Received.ShouldBe([other]);
    }

    [Fact]
    public async Task An_event_reaches_every_subscriber_once()
    {
        var auditors = new Inbox<ScanCompleted>();
        await using var bus = await StartAsync((services, builder) =>
        {
            services.AddSingleton(Verdicts).AddSingleton(new Audit(auditors));
            builder.Subscribe<ScanCompleted, Inbox<ScanCompleted>>("reporting").Subscribe<ScanCompleted, Audit>("audit");
        });
        var verdict = new ScanCompleted(Guid.NewGuid(), Guid.NewGuid(), "hf://org/model", VerdictKind.Rejected, VerdictKind.Approved);

        await bus.PublishAsync(verdict);

        await Eventually.HoldsAsync(() => Verdicts.Received.Count > 0 && auditors.Received.Count > 0, "both subscribers");
        Verdicts.Received.ShouldBe([verdict]);
        auditors.Received.ShouldBe([verdict]);
    }

    [Fact]
    public async Task Sixty_four_first_publishes_at_once_all_arrive()
    {
        await using var bus = await StartWithConductorAsync();
        var scans = Enumerable.Range(0, 64).Select(_ => new ScanChanged(Guid.NewGuid())).ToList();

        await Task.WhenAll(scans.Select(s => Task.Run(() => bus.PublishAsync(s))));

        await Eventually.HoldsAsync(() => Changes.Received.Count >= 64, "64 messages");
        Changes.Received.Select(s => s.ScanId).ShouldBe(scans.Select(s => s.ScanId), ignoreOrder: true);
    }

    [Fact]
    public async Task No_more_messages_are_handled_at_once_than_there_are_slots()
    {
        Changes.Act = (_, token) => Task.Delay(20, token);
        await using var bus = await StartWithConductorAsync(slots: 3);

        await bus.PublishAsync(Enumerable.Range(0, 30).Select(_ => new ScanChanged(Guid.NewGuid())));

        await Eventually.HoldsAsync(() => Changes.Received.Count == 30, "30 messages");
        Changes.MostAtOnce.ShouldBeInRange(2, 3);
    }

    [Fact]
    public async Task A_message_whose_handler_throws_becomes_a_dead_letter_and_the_next_one_is_handled()
    {
        var bad = new ScanChanged(Guid.NewGuid());
        Changes.Act = (message, _) => message == bad ? throw new FormatException("no such phase") : Task.CompletedTask;
        await using var bus = await StartWithConductorAsync();

        await bus.PublishAsync(bad);
        await Eventually.HoldsAsync(() => Dead.Letters.Count > 0, "the dead letter");
        await bus.PublishAsync(new ScanChanged(Guid.NewGuid()));

        await Eventually.HoldsAsync(() => Changes.Received.Count == 2, "the next message");
        var letter = Dead.Letters.ShouldHaveSingleItem();
        letter.Message.ShouldBe(bad);
        letter.Queue.ShouldEndWith(".conductor");
        letter.Reason.ShouldContain("FormatException: no such phase");
    }

    [Fact]
    public async Task An_exception_of_two_hundred_thousand_characters_is_cut_and_the_message_is_tried_once()
    {
        Changes.Act = (_, _) => throw new InvalidOperationException(new string('x', 200_000), new FormatException(new string('y', 200_000)));
        await using var bus = await StartWithConductorAsync();

        await bus.PublishAsync(new ScanChanged(Guid.NewGuid()));

        await Eventually.HoldsAsync(() => Dead.Letters.Count > 0, "the dead letter");
        Dead.Letters.ShouldHaveSingleItem().Reason.Length.ShouldBeInRange(4000, 4096);
        Changes.Received.Count.ShouldBe(1);
        bus.Health.Check().IsHealthy.ShouldBeTrue();
    }

    [Fact]
    public async Task A_dead_letter_that_cannot_be_recorded_is_offered_again()
    {
        Dead.Refuse = 2;
        Changes.Act = (_, _) => throw new FormatException("no such phase");
        await using var bus = await StartWithConductorAsync();

        await bus.PublishAsync(new ScanChanged(Guid.NewGuid()));

        await Eventually.HoldsAsync(() => Dead.Letters.Count > 0, "the dead letter");
        Dead.Letters.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Chaos_loses_doubles_and_reorders_and_invents_nothing()
    {
        (Settings["Bus:Chaos:Drop"], Settings["Bus:Chaos:Double"], Settings["Bus:Chaos:Reorder"]) = ("0.1", "0.1", "0.1");
        await using var bus = await StartWithConductorAsync(slots: 1);
        var scans = Enumerable.Range(0, 300).Select(_ => new ScanChanged(Guid.NewGuid())).ToList();

        foreach (var chunk in scans.Chunk(10)) await bus.PublishAsync(chunk);

        await Eventually.HoldsAsync(() => Changes.Received.Distinct().Count() > 200, "most messages");
        var distinct = Changes.Received.Distinct().ToList();
        distinct.ShouldBeSubsetOf(scans);
        distinct.Count.ShouldBeLessThan(300);
        Changes.Received.Count.ShouldBeGreaterThan(distinct.Count);
        distinct.SequenceEqual(scans.Where(distinct.Contains)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_over_64_KiB_is_refused_before_it_is_sent()
    {
        await using var bus = await StartWithConductorAsync();

        var refused = await Should.ThrowAsync<MessageTooLargeException>(() =>
            bus.PublishAsync(new ScanChanged(Guid.NewGuid(), new string('0', 65 * 1024))));

        refused.Message.ShouldContain("ScanChanged");
    }

    [Fact]
    public async Task A_stop_waits_for_the_message_in_hand()
    {
        var (begun, finished) = (new TaskCompletionSource(), false);
        Changes.Act = async (_, _) =>
        {
            begun.SetResult();
            await Task.Delay(300, CancellationToken.None);
            finished = true;
        };
        await using var bus = await StartWithConductorAsync(slots: 1);
        await bus.PublishAsync(new ScanChanged(Guid.NewGuid()));
        await begun.Task;

        await bus.StopAsync();

        finished.ShouldBeTrue();
        Dead.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handler_that_outlasts_the_stop_is_told_to_stop_and_its_message_is_no_dead_letter()
    {
        var (begun, told) = (new TaskCompletionSource(), false);
        Changes.Act = async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            told = true;
            token.ThrowIfCancellationRequested();
        };
        await using var bus = await StartWithConductorAsync(slots: 1);
        await bus.PublishAsync(new ScanChanged(Guid.NewGuid()));
        await begun.Task;

        await bus.StopAsync();

        told.ShouldBeTrue();
        Dead.Letters.ShouldBeEmpty();
    }

    protected Task<BusProcess> StartAsync(Action<IServiceCollection, BusBuilder>? configure = null) => BusProcess.StartAsync(Settings, configure);

    protected Task<BusProcess> StartWithConductorAsync(int slots = 4) => StartAsync((services, builder) =>
    {
        services.AddSingleton(Changes).AddSingleton(Dead);
        builder.Handle<ScanChanged, Inbox<ScanChanged>>("conductor", slots).DrainDeadLetters<DeadLetterBox>();
    });

    private sealed class Audit(Inbox<ScanCompleted> inbox) : Assay.Messaging.IMessageHandler<ScanCompleted>
    {
        public Task HandleAsync(ScanCompleted message, CancellationToken cancellationToken) => inbox.HandleAsync(message, cancellationToken);
    }
}
