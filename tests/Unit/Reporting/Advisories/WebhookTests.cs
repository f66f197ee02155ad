using System.Net;
using System.Text.Json;
using Assay.Reporting.Advisories.Webhooks;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Advisories;

public sealed class WebhookTests
{
    private const string Secret = "a secret of the receiver";

    private static readonly (string, string)[] _settings =
        [("Advisories:AllowPrivateAddresses", "true"), ("Advisories:Interval", "00:00:00.020"), ("Advisories:FirstRetry", "00:00:00.010"), ("Advisories:MaxAttempts", "3")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_is_told_once_of_each_change_and_can_check_who_told_it()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await ApiHost.StartAsync(settings: _settings);
        using var client = host.Client();
        var subscription = await SubscribeAsync(client, receiver);
        var id = await AdvisoryApi.IssueAsync(client);

        await receiver.WaitAsync(1);
        await client.PostJsonAsync($"/api/v1/advisories/{id}/withdraw", """{"reason":"wrong"}""");
        var messages = await receiver.WaitAsync(2);

        messages.Select(m => JsonDocument.Parse(m.Body).RootElement.GetProperty("type").GetString()).ShouldBe(["advisory.issued", "advisory.withdrawn"]);
        foreach (var (headers, body) in messages)
        {
            var signature = headers[WebhookSignature.Header].ToString();
            var time = long.Parse(signature.Split(',')[0][2..]);
            signature.ShouldBe(WebhookSignature.Of(Secret, DateTimeOffset.FromUnixTimeSeconds(time), body));
        }
        var deliveries = await EndedAsync(client, subscription, 2);
        deliveries.ShouldAllBe(d => d.GetProperty("state").GetString() == "delivered" && d.GetProperty("attempts").GetInt32() == 1);
        receiver.Messages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_was_not_taken_is_sent_again_as_the_same_and_then_no_more()
    {
        await using var receiver = await Receiver.StartAsync(500, 302);
        await using var host = await ApiHost.StartAsync(settings: _settings);
        using var client = host.Client();
        var subscription = await SubscribeAsync(client, receiver);
        await AdvisoryApi.IssueAsync(client);

        var messages = await receiver.WaitAsync(3);

        messages.Select(m => m.Headers["Assay-Delivery"].ToString()).Distinct().ShouldHaveSingleItem();
        messages.Select(m => Convert.ToHexString(m.Body)).Distinct().ShouldHaveSingleItem();
        var delivery = (await EndedAsync(client, subscription, 1)).ShouldHaveSingleItem();
        (delivery.GetProperty("state").GetString(), delivery.GetProperty("attempts").GetInt32(), delivery.GetProperty("status").GetInt32()).ShouldBe(("delivered", 3, 204));
        receiver.Messages.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(3, 500, 503, 500, 500)]
    [InlineData(1, 410)]
    public async Task A_message_is_given_up_after_the_last_attempt_or_when_the_receiver_is_gone(int attempts, params int[] answers)
    {
        await using var receiver = await Receiver.StartAsync(answers);
        await using var host = await ApiHost.StartAsync(settings: _settings);
        using var client = host.Client();
        var subscription = await SubscribeAsync(client, receiver);
        await AdvisoryApi.IssueAsync(client);

        var delivery = (await EndedAsync(client, subscription, 1)).ShouldHaveSingleItem();

        (delivery.GetProperty("state").GetString(), delivery.GetProperty("attempts").GetInt32()).ShouldBe(("failed", attempts));
        delivery.GetProperty("error").GetString()!.ShouldContain("answered");
        receiver.Messages.Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task A_private_address_is_refused_and_a_name_that_leads_to_one_is_not_connected_to()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await ApiHost.StartAsync(settings: [.. _settings[1..]]);
        using var client = host.Client();

        var refused = await client.PostJsonAsync("/api/v1/subscriptions", JsonSerializer.Serialize(new { url = receiver.Address }));
        var named = receiver.Address.Replace("http://127.0.0.1", "https://localhost");
        var subscription = (await (await client.PostJsonAsync("/api/v1/subscriptions", JsonSerializer.Serialize(new { url = named }))).JsonAsync()).GetProperty("subscription").GetProperty("id").GetString()!;
        await AdvisoryApi.IssueAsync(client);
        var delivery = (await EndedAsync(client, subscription, 1)).ShouldHaveSingleItem();

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        delivery.GetProperty("state").GetString().ShouldBe("failed");
        delivery.GetProperty("error").GetString()!.ShouldContain("private");
        receiver.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ended_subscription_is_told_nothing_and_its_secret_is_shown_once()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await ApiHost.StartAsync(settings: _settings);
        using var client = host.Client();
        var subscription = await SubscribeAsync(client, receiver);

        (await client.GetStringAsync("/api/v1/subscriptions", Stop)).ShouldNotContain(Secret);
        (await client.DeleteAsync($"/api/v1/subscriptions/{subscription}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.DeleteAsync($"/api/v1/subscriptions/{subscription}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await AdvisoryApi.IssueAsync(client);

        JsonDocument.Parse(await client.GetStringAsync($"/api/v1/subscriptions/{subscription}/deliveries", Stop)).RootElement.GetArrayLength().ShouldBe(0);
        receiver.Messages.ShouldBeEmpty();
    }

    private static async Task<string> SubscribeAsync(HttpClient client, Receiver receiver)
    {
        var answer = await client.PostJsonAsync("/api/v1/subscriptions", JsonSerializer.Serialize(new { url = receiver.Address, secret = Secret }));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var made = await answer.JsonAsync();
        made.GetProperty("secret").GetString().ShouldBe(Secret);
        return made.GetProperty("subscription").GetProperty("id").GetString()!;
    }

    private static async Task<List<JsonElement>> EndedAsync(HttpClient client, string subscription, int count)
    {
        while (true)
        {
            var all = JsonDocument.Parse(await client.GetStringAsync($"/api/v1/subscriptions/{subscription}/deliveries", Stop)).RootElement.EnumerateArray().ToList();
            if (all.Count >= count && all.All(d => d.GetProperty("state").GetString() != "pending")) return all;
            await Task.Delay(10, Stop);
        }
    }
}
