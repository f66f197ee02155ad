using System.Net;
using System.Text.Json;
using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Storage.Tokens;
using Assay.Storage.Views;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class SubmitTests
{
    private const string Path = "/api/v1/scans";

    [Fact]
    public async Task A_submission_becomes_a_run_with_a_scan_for_each_target()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.PostJsonAsync(
            Path, """{"targets":["hf://org/a","hf://org/b@main","hf://org/a"],"depth":"structure","lane":"bulk","refresh":true,"offline":true}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var run = await answer.JsonAsync();
        answer.Headers.Location!.ToString().ShouldBe($"/api/v1/runs/{run.GetProperty("run_id").GetGuid()}");
        run.GetProperty("created").GetInt32().ShouldBe(2);
        host.Ledger.All.Select(s => s.Scan.Target).ShouldBe(["hf://org/a", "hf://org/b@main"]);
        var scan = host.Ledger.All[0].Scan;
        (scan.Lane, scan.Depth, scan.Refresh, scan.Offline, scan.PolicyDigest)
            .ShouldBe((Lane.Bulk, Depth.Structure, true, true, host.Policies.Digest));
        run.GetProperty("scans")[0].GetProperty("scan_id").GetGuid().ShouldBe(scan.Id);
        (await client.GetAsync(run.GetProperty("scans")[0].GetProperty("links").GetProperty("self").GetString())).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(run.GetProperty("links").GetProperty("self").GetString())).StatusCode.ShouldBe(HttpStatusCode.OK);
        host.Outbox.Dispatched.OfType<TaskReady>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Defaults_are_full_depth_in_the_normal_lane()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        await client.PostJsonAsync(Path, """{"targets":["hf://org/a"]}""");

        var scan = host.Ledger.All.ShouldHaveSingleItem().Scan;
        (scan.Lane, scan.Depth, scan.Refresh, scan.Offline).ShouldBe((Lane.Normal, Depth.Full, false, false));
    }

    [Fact]
    public async Task Repeating_a_submission_with_its_key_names_the_same_scans_and_adds_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        const string Body = """{"targets":["hf://org/a","hf://org/b"]}""";

        var first = await (await client.PostJsonAsync(Path, Body, ("Idempotency-Key", "nightly-1"))).JsonAsync();
        var second = await (await client.PostJsonAsync(Path, Body, ("Idempotency-Key", "nightly-1"))).JsonAsync();
        var other = await (await client.PostJsonAsync(Path, Body, ("Idempotency-Key", "nightly-2"))).JsonAsync();

        second.GetProperty("scans").GetRawText().ShouldBe(first.GetProperty("scans").GetRawText());
        second.GetProperty("created").GetInt32().ShouldBe(0);
        other.GetProperty("run_id").GetGuid().ShouldNotBe(first.GetProperty("run_id").GetGuid());
        host.Ledger.All.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("""{"targets":["hf://org/a"],"depth":"metadata"}""")]
    [InlineData("""{"targets":["hf://org/a","hf://org/b"]}""")]
    [InlineData("""{"targets":["hf://org/b"]}""")]
    public async Task A_key_that_was_used_for_another_submission_is_a_conflict(string different)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        await client.PostJsonAsync(Path, """{"targets":["hf://org/a"]}""", ("Idempotency-Key", "k"));

        var answer = await client.PostJsonAsync(Path, different, ("Idempotency-Key", "k"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.DetailAsync()).ShouldContain("new key");
        host.Ledger.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_of_two_callers_is_two_submissions()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var one = await host.ClientAsync(ApiRole.Submitter);
        using var two = await host.ClientAsync(ApiRole.Submitter);

        await one.PostJsonAsync(Path, """{"targets":["hf://org/a"]}""", ("Idempotency-Key", "1"));
        var answer = await two.PostJsonAsync(Path, """{"targets":["hf://org/b"]}""", ("Idempotency-Key", "1"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        host.Ledger.All.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"targets":[]}""", "1 to 1000")]
    [InlineData("""{"targets":[""]}""", "empty")]
    [InlineData("""{"targets":["hf://"]}""", "hf://org/name")]
    [InlineData("""{"targets":["hf://a b/c"]}""", "hf://org/name")]
    [InlineData("""{"targets":["hf://a/\u001b[2Jb"]}""", "control characters")]
    [InlineData("""{"targets":["hf://a/b"],"policy":"abc"}""", "64 hexadecimal")]
    [InlineData("""{"targets":["hf://a/b"],"policy":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "No policy")]
    [InlineData("""{"targets":["hf://a/b"],"depth":"deep"}""", "$.depth")]
    [InlineData("""{"targets":["hf://a/b"],"depth":3}""", "$.depth")]
    [InlineData("""{"targets":["hf://a/b"],"polcy":"x"}""", "polcy")]
    [InlineData("""{"targets":"hf://a/b"}""", "$.targets")]
    [InlineData("""{"depth":"full"}""", "schema")]
    [InlineData("""[1,2""", "schema")]
    public async Task What_makes_no_sense_is_refused_with_a_sentence_that_says_why(string body, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.PostJsonAsync(Path, body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var detail = await answer.DetailAsync();
        detail.ShouldContain(expected);
        detail.ShouldNotContain("\u001b");
        host.Ledger.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task More_targets_than_allowed_are_refused_and_so_are_long_ones()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var many = JsonSerializer.Serialize(new { targets = Enumerable.Range(0, 1001).Select(i => $"hf://org/m{i}") });
        var most = JsonSerializer.Serialize(new { targets = Enumerable.Range(0, 1000).Select(i => $"hf://org/m{i}") });

        (await client.PostJsonAsync(Path, many)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.PostJsonAsync(Path, JsonSerializer.Serialize(new { targets = new[] { "hf://" + new string('a', 600) } }))).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);
        (await client.PostJsonAsync(Path, most)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("models/a.pt")]
    [InlineData("file:///etc/passwd")]
    [InlineData("HF://org/name")]
    public async Task Files_of_the_server_are_not_scanned_for_callers(string target)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.PostJsonAsync(Path, JsonSerializer.Serialize(new { targets = new[] { "hf://org/fine", target } }));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.DetailAsync()).ShouldContain(target);
        host.Ledger.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_it_is_allowed_a_full_path_is_taken_and_a_relative_one_is_not()
    {
        await using var host = await ApiHost.StartAsync(settings: [("Api:AllowLocalTargets", "true")]);
        using var client = host.Client();

        (await client.PostJsonAsync(Path, """{"targets":["/models/a.pt"]}""")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await client.PostJsonAsync(Path, """{"targets":["models/a.pt"]}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_full_lane_puts_off_what_is_new_and_still_answers_for_what_it_has()
    {
        await using var host = await ApiHost.StartAsync(settings: [("Api:MaxQueued", "5")]);
        using var client = host.Client();
        const string Body = """{"targets":["hf://org/a"]}""";
        await client.PostJsonAsync(Path, Body, ("Idempotency-Key", "k"));
        host.Views.Queues =
        [
            new QueueDepth(Stage.Ingest, Lane.Normal, 3, 0, TimeSpan.Zero), new QueueDepth(Stage.Inspect, Lane.Normal, 3, 0, TimeSpan.Zero),
            new QueueDepth(Stage.Ingest, Lane.Interactive, 4, 0, TimeSpan.Zero),
        ];
        var deadline = DateTimeOffset.UtcNow.AddSeconds(20);
        HttpResponseMessage answer;

        // The depth may be up to a second old.
        do answer = await client.PostJsonAsync(Path, Body);
        while (answer.StatusCode == HttpStatusCode.Accepted && DateTimeOffset.UtcNow < deadline);

        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldNotBeNull();
        (await answer.DetailAsync()).ShouldContain("'normal'");
        (await client.PostJsonAsync(Path, """{"targets":["hf://org/a"],"lane":"interactive"}""")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await client.PostJsonAsync(Path, Body, ("Idempotency-Key", "k"))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_stored_policy_can_be_named_by_its_digest()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        await host.Policies.StoreAsync(Samples.Digest, "strict", "{}", TestContext.Current.CancellationToken);

        await client.PostJsonAsync(Path, $$"""{"targets":["hf://org/a"],"policy":"{{Samples.Digest}}"}""");

        host.Ledger.All.ShouldHaveSingleItem().Scan.PolicyDigest.ShouldBe(Samples.Digest);
    }
}
