using System.Net;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class ReportTests
{
    [Theory]
    [InlineData("?format=text", "*/*", "text/plain")]
    [InlineData("?format=markdown", "application/json", "text/markdown")]
    [InlineData("", "text/plain", "text/plain")]
    [InlineData("", "text/plain;q=0.5, text/markdown", "text/markdown")]
    [InlineData("", "text/html, */*;q=0.1", "text/html")]
    [InlineData("", "image/png, */*;q=0.1", "application/json")]
    [InlineData("?format=sarif", "*/*", "application/sarif+json")]
    [InlineData("?format=junit", "*/*", "application/xml")]
    [InlineData("", null, "application/json")]
    public async Task A_report_comes_in_the_format_that_was_asked_for(string query, string? accept, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Completed(host);
        if (accept is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);

        var answer = await client.GetAsync($"/api/v1/scans/{scan.Id}/report{query}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(expected);
        answer.Content.Headers.ContentType.CharSet.ShouldBe("utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("ASY-PKL-001");
    }

    [Fact]
    public async Task An_unknown_format_is_refused_with_those_that_exist()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Completed(host);

        var answer = await client.GetAsync($"/api/v1/scans/{scan.Id}/report?format=pdf");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "image/png");
        var unacceptable = await client.GetAsync($"/api/v1/scans/{scan.Id}/report");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.DetailAsync()).ShouldContain("html, json, junit, markdown, sarif, text");
        unacceptable.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Theory]
    [InlineData(ScanState.Queued, "queued")]
    [InlineData(ScanState.Running, "running")]
    [InlineData(ScanState.Cancelled, "cancelled")]
    public async Task While_there_is_no_report_the_answer_is_the_scans_state(ScanState state, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Samples.Scan(state: state);
        host.Ledger.Put(scan);

        var answer = await client.GetAsync($"/api/v1/scans/{scan.Id}/report");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.JsonAsync()).GetProperty("state").GetString().ShouldBe(expected);
    }

    [Fact]
    public async Task The_last_verdict_stands_while_a_rescan_runs()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var old = Samples.Scan("hf://org/m", ScanState.Completed, verdict: VerdictKind.Approved);
        host.Ledger.Put(old);
        host.Verdicts.All.Add(Samples.Verdict(Samples.Scan("hf://org/m"), VerdictKind.Rejected));
        host.Verdicts.All.Add(Samples.Verdict(old, VerdictKind.Approved));
        host.Ledger.Put(Samples.Scan("hf://org/m", ScanState.Running));

        var verdicts = await (await client.GetAsync("/api/v1/verdicts?target=hf%3A%2F%2Forg%2Fm")).JsonAsync();

        verdicts.GetProperty("current").GetProperty("verdict").GetString().ShouldBe("approved");
        verdicts.GetProperty("history").EnumerateArray().Select(v => v.GetProperty("verdict").GetString()).ShouldBe(["approved", "rejected"]);
        (await client.GetAsync("/api/v1/verdicts?target=unknown")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("/api/v1/verdicts?target=x&max=101")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await client.GetAsync("/api/v1/verdicts")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_run_has_one_report_once_all_its_scans_have_ended()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var run = Guid.CreateVersion7();
        Completed(host, run);
        Completed(host, run, VerdictKind.Approved);
        var open = Samples.Scan(run: run);
        host.Ledger.Put(open);

        var early = await client.GetAsync($"/api/v1/runs/{run}/report");
        host.Ledger.Put(open with { State = ScanState.Cancelled });
        var report = await (await client.GetAsync($"/api/v1/runs/{run}/report")).JsonAsync();

        early.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await early.JsonAsync()).GetProperty("open_scans").GetInt32().ShouldBe(1);
        report.GetProperty("verdict").GetString().ShouldBe("rejected");
        var verdicts = report.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("verdict").GetString());
        verdicts.ShouldBe(["rejected", "approved", "incomplete"], ignoreOrder: true);
        (await client.GetAsync($"/api/v1/runs/{Guid.NewGuid()}/report")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Scan Completed(ApiHost host, Guid? run = null, VerdictKind verdict = VerdictKind.Rejected)
    {
        var scan = Samples.Scan($"hf://org/{Guid.NewGuid():n}", ScanState.Completed, run, verdict);
        host.Ledger.Put(scan);
        host.Verdicts.All.Add(Samples.Verdict(scan, verdict));
        return scan;
    }
}
