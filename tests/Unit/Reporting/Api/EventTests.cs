using System.Net;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Reporting.Api.Progress;
using Assay.Tests.Unit.Reporting.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class EventTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_tells_each_change_and_ends_with_completed()
    {
        await using var host = await ApiHost.StartAsync(settings: [("Api:HeartbeatInterval", "00:00:00.300")]);
        using var client = host.Client();
        var scan = Samples.Scan();
        host.Ledger.Put(scan, Samples.Task(scan.Id, TaskState.Ready));
        using var answer = await client.GetAsync($"/api/v1/scans/{scan.Id}/events", HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await lines.ReadLineAsync(Stop)).ShouldBe("retry: 3000");
        (await NextAsync(lines)).ShouldBe("event: progress");
        (await lines.ReadLineAsync(Stop)).ShouldStartWith("id: ");
        (await lines.ReadLineAsync(Stop))!.ShouldContain("\"tasks_live\":1");
        (await NextAsync(lines, skipHeartbeats: false)).ShouldBe(": heartbeat");
        host.Ledger.Put(scan with { State = ScanState.Completed, Verdict = VerdictKind.Approved }, Samples.Task(scan.Id, TaskState.Succeeded));
        (await NextAsync(lines)).ShouldBe("event: completed");
        await lines.ReadLineAsync(Stop);
        (await lines.ReadLineAsync(Stop))!.ShouldContain("\"verdict\":\"approved\"");
        (await lines.ReadToEndAsync(Stop)).Trim().ShouldBe("");
    }

    [Fact]
    public async Task A_client_that_resumes_is_told_only_what_it_has_not_seen()
    {
        await using var host = await ApiHost.StartAsync(settings: [("Api:HeartbeatInterval", "00:00:00.300")]);
        using var client = host.Client();
        var scan = Samples.Scan();
        host.Ledger.Put(scan, Samples.Task(scan.Id, TaskState.Ready));
        var id = await FirstIdAsync(client, $"/api/v1/scans/{scan.Id}/events");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/scans/{scan.Id}/events");
        request.Headers.Add("Last-Event-ID", id);

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        await lines.ReadLineAsync(Stop);

        (await NextAsync(lines, skipHeartbeats: false)).ShouldBe(": heartbeat");
        host.Ledger.Put(scan with { State = ScanState.Cancelled });
        (await NextAsync(lines)).ShouldBe("event: completed");
    }

    [Fact]
    public async Task The_end_is_told_even_to_those_who_have_seen_it()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Samples.Scan(state: ScanState.Completed, verdict: VerdictKind.Approved);
        host.Ledger.Put(scan);
        var id = await FirstIdAsync(client, $"/api/v1/runs/{scan.RunId}/events");
        client.DefaultRequestHeaders.Add("Last-Event-ID", id);

        (await client.GetStringAsync($"/api/v1/runs/{scan.RunId}/events", Stop)).ShouldContain("event: completed");
    }

    [Fact]
    public async Task Following_what_is_not_there_is_an_error()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        (await client.GetAsync($"/api/v1/scans/{Guid.NewGuid()}/events", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/api/v1/runs/{Guid.NewGuid()}/events", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        host.Services.GetRequiredService<ProgressFeeds>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_thousand_listeners_share_one_feed_and_the_last_one_stops_it()
    {
        await using var host = await ApiHost.StartAsync(settings: [("Api:MaxEventStreams", "1000")]);
        var scan = Samples.Scan();
        host.Ledger.Put(scan);
        var feeds = host.Services.GetRequiredService<ProgressFeeds>();
        var subject = new ProgressSubject(scan.RunId, IsRun: true);

        var listeners = Enumerable.Range(0, 1000).Select(_ => feeds.Subscribe(subject)!).ToList();
        foreach (var listener in listeners) (await listener.FirstAsync(TimeSpan.FromSeconds(20), Stop)).View!.Scans.ShouldBe(1);

        feeds.Count.ShouldBe(1);
        feeds.Subscribe(subject).ShouldBeNull("the bound on streams is reached");
        // Each listener was served from what the one feed had read.
        host.Views.ProgressReads.ShouldBeLessThan(1000);
        foreach (var listener in listeners) listener.Dispose();
        listeners[0].Dispose();
        feeds.Count.ShouldBe(0);
        feeds.Subscribe(subject).ShouldNotBeNull().Dispose();
    }

    [Fact]
    public async Task A_stream_outlives_a_database_that_is_gone_for_a_while()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Samples.Scan();
        host.Ledger.Put(scan);
        using var answer = await client.GetAsync($"/api/v1/scans/{scan.Id}/events", HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        await lines.ReadLineAsync(Stop);
        (await NextAsync(lines)).ShouldBe("event: progress");

        host.Ledger.IsDown = true;
        var deadline = DateTimeOffset.UtcNow.AddSeconds(20);
        while (host.Ledger.Failures == 0 && DateTimeOffset.UtcNow < deadline) await Task.Delay(5, Stop);
        host.Ledger.Failures.ShouldBeGreaterThan(0);
        host.Ledger.Put(scan with { State = ScanState.Cancelled });
        host.Ledger.IsDown = false;

        (await NextAsync(lines, until: "event: completed")).ShouldBe("event: completed");
    }

    [Fact]
    public async Task A_stopping_server_ends_its_streams()
    {
        var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Samples.Scan();
        host.Ledger.Put(scan);
        using var answer = await client.GetAsync($"/api/v1/scans/{scan.Id}/events", HttpCompletionOption.ResponseHeadersRead, Stop);

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop);

        (await answer.Content.ReadAsStringAsync(Stop)).ShouldNotContain("completed");
    }

    private static async Task<string> FirstIdAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Stop));
        while (await lines.ReadLineAsync(Stop) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) return line[4..];
        }
        throw new InvalidOperationException("The stream ended without an event.");
    }

    /// <summary>The next line that says something.</summary>
    private static async Task<string?> NextAsync(StreamReader lines, bool skipHeartbeats = true, string? until = null)
    {
        while (await lines.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop) is { } line)
        {
            if (line.Length == 0 || (skipHeartbeats && line.StartsWith(':')) || (until is not null && line != until)) continue;
            return line;
        }
        return null;
    }
}
