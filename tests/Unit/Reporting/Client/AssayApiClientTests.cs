using System.Net;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Reporting.Api.Shapes;
using Assay.Reporting.Client;
using Assay.Storage.Tokens;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Client;

public sealed class AssayApiClientTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scan_can_be_submitted_followed_and_read()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        var client = AssayApiClient.Create(host.Address, await host.SecretAsync(ApiRole.Operator));

        var run = (await client.SubmitAsync(new SubmitRequest { Targets = ["hf://org/a"], Lane = Lane.Interactive }, "k1", Stop)).Value
            .ShouldNotBeNull();
        var scan = host.Ledger.All.ShouldHaveSingleItem().Scan;
        var steps = new List<ProgressEvent>();
        await foreach (var step in client.WatchRunAsync(run.RunId, Stop))
        {
            steps.Add(step.Value.ShouldNotBeNull());
            var completed = scan with { State = ScanState.Completed, Verdict = VerdictKind.Rejected };
            host.Verdicts.All.Add(Samples.Verdict(completed));
            host.Ledger.Put(completed, Samples.Task(scan.Id, TaskState.Succeeded));
        }
        using var report = new MemoryStream();
        var failure = await client.ScanReportAsync(scan.Id, "text", report, Stop);

        (scan.Lane, scan.Id).ShouldBe((Lane.Interactive, run.Scans[0].ScanId));
        steps[0].Progress.Ended.ShouldBeFalse();
        steps[^1].Progress.Ended.ShouldBeTrue();
        failure.ShouldBeNull();
        Encoding.UTF8.GetString(report.ToArray()).ShouldStartWith("REJECTED  hf://org/a");
        (await client.ScanAsync(scan.Id, Stop)).Value!.Scan.Verdict.ShouldBe(VerdictKind.Rejected);
        (await client.RunAsync(run.RunId, Stop)).Value!.Progress.ScansEnded.ShouldBe(1);
        (await client.ScansAsync("state=completed", Stop)).Value!.Scans.ShouldHaveSingleItem();
        (await client.VerdictsAsync("hf://org/a", Stop)).Value!.Current.Verdict.ShouldBe(VerdictKind.Rejected);
        (await client.WorkersAsync(Stop)).Value.ShouldBeEmpty();
        (await client.QueuesAsync(Stop)).IsSuccess.ShouldBeTrue();
        (await client.CancelScanAsync(scan.Id, Stop)).Value!.Cancelled.ShouldBeFalse();
        (await client.CancelRunAsync(run.RunId, Stop)).Value!.Cancelled.ShouldBe(0);
    }

    [Fact]
    public async Task Each_refusal_is_one_clear_line_of_its_kind()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        var reader = AssayApiClient.Create(host.Address, await host.SecretAsync(ApiRole.Reader));
        var running = Samples.Scan();
        host.Ledger.Put(running);

        var failures = new[]
        {
            (await AssayApiClient.Create(host.Address, null).WorkersAsync(Stop)).Failure!,
            (await reader.SubmitAsync(new SubmitRequest { Targets = ["hf://org/a"] }, null, Stop)).Failure!,
            (await reader.ScanAsync(Guid.NewGuid(), Stop)).Failure!,
            (await reader.ScanReportAsync(running.Id, "json", Stream.Null, Stop))!,
            (await reader.ScansAsync("limit=0", Stop)).Failure!,
            (await reader.RetryTaskAsync(Guid.NewGuid(), Stop)).Failure!,
        };

        failures.Select(f => f.Kind).ShouldBe(
        [
            ApiFailureKind.Unauthenticated, ApiFailureKind.Forbidden, ApiFailureKind.NotFound,
            ApiFailureKind.Conflict, ApiFailureKind.Refused, ApiFailureKind.Forbidden,
        ]);
        failures.ShouldAllBe(f => f.Message.Length > 20 && !f.Message.Contains('\n'));
        failures[0].Message.ShouldContain("token");
        failures[3].Message.ShouldContain("running");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_unreachable()
    {
        // Port 9 (discard) of loopback: nothing listens there.
        var client = AssayApiClient.Create(new Uri("http://127.0.0.1:9"), null);

        var failure = (await client.WorkersAsync(Stop)).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(ApiFailureKind.Unreachable);
        failure.Message.ShouldStartWith("The server at http://127.0.0.1:9 cannot be reached");
        (await client.ScanReportAsync(Guid.NewGuid(), "json", Stream.Null, Stop))!.Kind.ShouldBe(ApiFailureKind.Unreachable);
    }

    [Fact]
    public async Task What_a_strange_server_says_cannot_reach_the_terminal()
    {
        var client = Over(
            _ => Answer(HttpStatusCode.BadRequest, "application/problem+json", "{\"detail\":\"a\\u001b[2J\\nb\"}"),
            _ => Answer(HttpStatusCode.OK, "text/html", "<html>"),
            _ => Answer(HttpStatusCode.OK, "application/json", "[1]"),
            _ => Answer(HttpStatusCode.BadGateway, "text/html", "<html>" + new string('x', 100_000)),
            _ => Answer(HttpStatusCode.Redirect, "text/html", ""));

        var failures = new List<ApiFailure>();
        for (var i = 0; i < 5; i++) failures.Add((await client.RunAsync(Guid.NewGuid(), Stop)).Failure.ShouldNotBeNull());

        failures.Select(f => f.Kind)
            .ShouldBe([ApiFailureKind.Refused, ApiFailureKind.Server, ApiFailureKind.Server, ApiFailureKind.Server, ApiFailureKind.Refused]);
        failures[0].Message.ShouldBe("a\\u001b[2J\\u000ab");
        failures.ShouldAllBe(f => f.Message.Length < 1200 && !f.Message.Any(char.IsControl));
    }

    [Fact]
    public async Task A_broken_stream_is_taken_up_where_it_broke()
    {
        var id = Guid.NewGuid();
        var open = new ProgressView(id, false, 2, 1, 1, 1, 0);
        var handler = new StubHandler(
            _ => Answer(HttpStatusCode.OK, "text/event-stream", Event("progress", "e1", open)),
            _ => Answer(
                HttpStatusCode.OK, "text/event-stream", ": heartbeat\n\n" + Event("completed", "e2", open with { Ended = true, ScansEnded = 2 })));
        var client = new AssayApiClient(new HttpClient(handler) { BaseAddress = new Uri("http://localhost") });

        var seen = new List<bool>();
        await foreach (var step in client.WatchRunAsync(id, Stop)) seen.Add(step.Value!.Progress.Ended);

        seen.ShouldBe([false, true]);
        handler.Requests[1].Headers.GetValues("Last-Event-ID").ShouldBe(["e1"]);
    }

    [Fact]
    public async Task Watching_what_is_not_there_ends_with_the_reason()
    {
        await using var host = await ApiHost.StartAsync();
        var client = AssayApiClient.Create(host.Address, null);

        var steps = new List<ApiResult<ProgressEvent>>();
        await foreach (var step in client.WatchScanAsync(Guid.NewGuid(), Stop)) steps.Add(step);

        steps.ShouldHaveSingleItem().Failure!.Kind.ShouldBe(ApiFailureKind.NotFound);
    }

    private static string Event(string name, string id, ProgressView view) =>
        $"event: {name}\nid: {id}\ndata: {JsonSerializer.Serialize(new ProgressEvent("run", view), AssayJson.Options)}\n\n";

    private static AssayApiClient Over(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) =>
        new(new HttpClient(new StubHandler(answers)) { BaseAddress = new Uri("http://localhost") });

    private static HttpResponseMessage Answer(HttpStatusCode status, string type, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };
}
