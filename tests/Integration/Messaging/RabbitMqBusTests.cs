using System.Text;
using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Messaging.DeadLetters;
using Assay.Messaging.Topology;
using Assay.Tests.Integration.Servers;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Assay.Tests.Integration.Messaging;

public sealed class RabbitMqBusTests(RabbitServer server) : BusContract, IAsyncLifetime
{
    private const int Limit = 3;

    private string Prefix => Settings["Bus:Prefix"]!;
    private string ConductorQueue => $"{Prefix}.conductor";

    public async ValueTask InitializeAsync()
    {
        await server.EnsureStartedAsync();
        Settings["Bus:Transport"] = "rabbitmq";
        Settings["Bus:Host"] = "127.0.0.1";
        Settings["Bus:Port"] = $"{server.Port}";
        Settings["Bus:DeliveryLimit"] = $"{Limit}";
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_was_published_before_any_consumer_ever_existed_is_delivered_when_one_comes()
    {
        var hint = new TaskReady(Guid.NewGuid(), Guid.NewGuid(), Stage.Inspect, Lane.Bulk);
        // Nobody subscribes to the event: publishing it must neither fail nor wait.
        var unheard = new ScanCompleted(Guid.NewGuid(), Guid.NewGuid(), "model.onnx", VerdictKind.Approved, null);
        await using (var publisher = await StartAsync()) await publisher.PublishAsync(hint, unheard, new ScanChanged(hint.ScanId));

        await using var bus = await StartAsync((services, builder) =>
        {
            services.AddSingleton(Changes);
            builder.HandleTasks(Stage.Inspect, new(1, 1, 1), _ => Tasks).Handle<ScanChanged, Inbox<ScanChanged>>("conductor", 2);
        });

        await Eventually.HoldsAsync(() => Tasks.Received.Count + Changes.Received.Count == 2, "both messages");
        Tasks.Received.ShouldBe([hint]);
    }

    [Fact]
    public async Task Nothing_confirmed_is_lost_when_the_broker_dies_in_the_middle()
    {
        Settings["Bus:PublishTimeout"] = "00:00:05";
        await using var bus = await StartWithConductorAsync();
        var before = Enumerable.Range(0, 50).Select(_ => new ScanChanged(Guid.NewGuid())).ToList();
        await bus.PublishAsync(before);

        await server.KillAsync();
        var during = new ScanChanged(Guid.NewGuid());
        await Should.ThrowAsync<Exception>(() => bus.PublishAsync(during));
        await server.EnsureStartedAsync();

        var published = false;
        for (var attempt = 0; attempt < 30 && !published; attempt++)
        {
            try
            {
                await bus.PublishAsync(during);
                published = true;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await Task.Delay(500, TestContext.Current.CancellationToken);
            }
        }

        published.ShouldBeTrue();
        await Eventually.HoldsAsync(() => before.Append(during).All(Changes.Received.Contains), "every confirmed message", seconds: 120);
        await Eventually.HoldsAsync(() => bus.Health.Check().IsHealthy, () => $"a healthy bus, not {bus.Health.Check().Text}");
    }

    [Fact]
    public async Task A_message_whose_consumer_vanished_is_delivered_again()
    {
        var scan = new ScanChanged(Guid.NewGuid());
        await using (var publisher = await StartAsync()) await publisher.PublishAsync(scan);
        await using (var vanishing = await ConnectAsync()) (await TakeAsync(vanishing)).ShouldNotBeNull();

        await using var bus = await StartWithConductorAsync();

        await Eventually.HoldsAsync(() => Changes.Received.Count > 0, "the message");
        Changes.Received.ShouldBe([scan]);
    }

    [Fact]
    public async Task A_message_that_its_consumers_die_on_becomes_a_dead_letter_at_the_delivery_limit()
    {
        var scan = new ScanChanged(Guid.NewGuid());
        await using (var publisher = await StartAsync()) await publisher.PublishAsync(scan);
        for (var i = 0; i <= Limit; i++)
        {
            await using var dying = await ConnectAsync();
            (await TakeAsync(dying)).ShouldNotBeNull();
        }

        await using var bus = await StartWithConductorAsync();

        await Eventually.HoldsAsync(() => Dead.Letters.Count > 0, "the dead letter");
        var letter = Dead.Letters.ShouldHaveSingleItem();
        letter.Message.ShouldBe(scan);
        letter.Queue.ShouldBe(ConductorQueue);
        letter.Cause.ShouldBe(DeadLetterCause.DeliveryLimit);
        Changes.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_handler_stopped_by_a_shutdown_leaves_its_message_to_the_next_process()
    {
        var begun = new TaskCompletionSource();
        Changes.Act = async (_, token) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        var scan = new ScanChanged(Guid.NewGuid());
        await using (var first = await StartWithConductorAsync())
        {
            await first.PublishAsync(scan);
            await begun.Task;
        }

        Changes.Act = (_, _) => Task.CompletedTask;
        await using var second = await StartWithConductorAsync();

        await Eventually.HoldsAsync(() => Changes.Received.Count == 2, "the second delivery");
        Changes.Received.Distinct().ShouldBe([scan]);
        Dead.Letters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("{\"messageType\":[\"urn:message:Assay.Contracts.Messages:ScanChanged\"],\"message\":{\"scan_id\":7}}")]
    [InlineData("{\"messageType\":[\"urn:message:Other:Thing\"],\"message\":{}}")]
    public async Task Bytes_that_are_no_message_of_ours_become_dead_letters_and_stop_nothing(string body)
    {
        await using var bus = await StartWithConductorAsync();
        await using (var connection = await ConnectAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json" };
            await channel.BasicPublishAsync(ConductorQueue, "", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
        }

        await Eventually.HoldsAsync(() => Dead.Letters.Count > 0, "the dead letter");
        await bus.PublishAsync(new ScanChanged(Guid.NewGuid()));

        await Eventually.HoldsAsync(() => Changes.Received.Count > 0, "the next message");
        Dead.Letters.ShouldHaveSingleItem().Message.ShouldBeNull();
        Dead.Letters[0].Reason.Length.ShouldBeLessThanOrEqualTo(4096);
    }

    [Fact]
    public async Task A_queue_with_other_settings_refuses_the_start_and_says_which()
    {
        await using (var connection = await ConnectAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeclareAsync(ConductorQueue, durable: true, exclusive: false, autoDelete: false);
        }

        var refused = await Should.ThrowAsync<BusSetupException>(() => StartAsync());

        refused.Message.ShouldContain(ConductorQueue);
        refused.Message.ShouldContain("Bus:Prefix");
    }

    [Fact]
    public async Task A_wrong_password_refuses_the_start_and_is_not_shown()
    {
        Settings["Bus:Password"] = "canary-of-a-password";

        var refused = await Should.ThrowAsync<BusSetupException>(() => StartAsync());

        refused.ToString().ShouldNotContain("canary-of-a-password");
        refused.Message.ShouldContain("Bus:Password");
    }

    private Task<IConnection> ConnectAsync() =>
        new ConnectionFactory { HostName = "127.0.0.1", Port = server.Port }.CreateConnectionAsync(TestContext.Current.CancellationToken);

    /// <summary>Takes a message without ever answering for it.</summary>
    private async Task<BasicGetResult?> TakeAsync(IConnection connection)
    {
        var channel = await connection.CreateChannelAsync();
        for (var i = 0; i < 100; i++)
        {
            if (await channel.BasicGetAsync(ConductorQueue, autoAck: false) is { } message) return message;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return null;
    }
}
