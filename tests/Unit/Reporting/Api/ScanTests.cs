using System.Net;
using Assay.Contracts.Messages;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class ScanTests
{
    [Fact]
    public async Task Pages_hold_every_scan_once_newest_first()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        for (var i = 0; i < 7; i++) host.Ledger.Put(Samples.Scan($"hf://org/m{i}"));
        var seen = new List<string>();
        string? cursor = null;

        do
        {
            var page = await (await client.GetAsync($"/api/v1/scans?limit=3&cursor={cursor}")).JsonAsync();
            seen.AddRange(page.GetProperty("scans").EnumerateArray().Select(s => s.GetProperty("target").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        seen.ShouldBe(Enumerable.Range(0, 7).Reverse().Select(i => $"hf://org/m{i}"));
    }

    [Fact]
    public async Task Filters_are_combined()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var run = Guid.CreateVersion7();
        host.Ledger.Put(Samples.Scan("hf://org/wanted", ScanState.Completed, run, VerdictKind.Rejected));
        host.Ledger.Put(Samples.Scan("hf://org/wanted", ScanState.Completed, run, VerdictKind.Approved));
        host.Ledger.Put(Samples.Scan("hf://org/other", ScanState.Completed, run, VerdictKind.Rejected));
        host.Ledger.Put(Samples.Scan("hf://org/wanted", ScanState.Running, run));
        host.Ledger.Put(Samples.Scan("hf://org/wanted", ScanState.Completed, null, VerdictKind.Rejected));

        var page = await (await client.GetAsync($"/api/v1/scans?run={run}&state=completed&verdict=rejected&lane=normal&target=WANTED")).JsonAsync();

        var scan = page.GetProperty("scans").EnumerateArray().ShouldHaveSingleItem();
        scan.GetProperty("state").GetString().ShouldBe("completed");
        scan.GetProperty("verdict").GetString().ShouldBe("rejected");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=many")]
    [InlineData("state=lost")]
    [InlineData("state=17")]
    [InlineData("verdict=-1")]
    [InlineData("run=1")]
    [InlineData("cursor=nonsense")]
    public async Task A_query_that_makes_no_sense_is_refused(string query)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.GetAsync("/api/v1/scans?" + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.DetailAsync()).ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_scan_shows_its_tasks_and_why_they_failed()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Samples.Scan();
        var failed = Samples.Task(scan.Id, TaskState.Failed, "The hub said no.\u001b[2J") with { FailureCategory = FailureCategory.Forbidden };
        host.Ledger.Put(scan, failed, Samples.Task(scan.Id, TaskState.Leased));

        var detail = await (await client.GetAsync($"/api/v1/scans/{scan.Id}")).JsonAsync();

        detail.GetProperty("scan").GetProperty("state").GetString().ShouldBe("running");
        detail.GetProperty("progress").GetProperty("tasks_live").GetInt32().ShouldBe(1);
        detail.GetProperty("progress").GetProperty("tasks_failed").GetInt32().ShouldBe(1);
        detail.GetProperty("errors")[0].GetString().ShouldBe("Ingest: The hub said no.\\u001b[2J");
        var task = detail.GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("id").GetGuid() == failed.Id);
        task.GetProperty("failure").GetString().ShouldBe("forbidden");
        task.GetProperty("can_retry").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_twice_is_no_error_and_a_scan_that_is_not_there_is_one()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Samples.Scan();
        host.Ledger.Put(scan);

        var first = await (await client.PostAsync($"/api/v1/scans/{scan.Id}/cancel", null)).JsonAsync();
        var second = await (await client.PostAsync($"/api/v1/scans/{scan.Id}/cancel", null)).JsonAsync();
        var missing = await client.PostAsync($"/api/v1/scans/{Guid.NewGuid()}/cancel", null);

        (first.GetProperty("cancelled").GetBoolean(), first.GetProperty("state").GetString()).ShouldBe((true, "cancelled"));
        (second.GetProperty("cancelled").GetBoolean(), second.GetProperty("state").GetString()).ShouldBe((false, "cancelled"));
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await missing.DetailAsync()).ShouldContain("no scan");
        host.Outbox.Dispatched.OfType<ScanChanged>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_failed_task_can_be_retried_and_another_cannot()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var scan = Samples.Scan(state: ScanState.Completed);
        var (failed, done) = (Samples.Task(scan.Id, TaskState.Failed), Samples.Task(scan.Id, TaskState.Succeeded));
        host.Ledger.Put(scan, failed, done);

        (await client.PostAsync($"/api/v1/tasks/{failed.Id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await client.PostAsync($"/api/v1/tasks/{done.Id}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        host.Outbox.Dispatched.OfType<ScanChanged>().ShouldHaveSingleItem();
    }
}
