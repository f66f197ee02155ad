using System.Net;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_says_how_far_it_is_and_how_long_it_may_take()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var run = Guid.CreateVersion7();
        host.Ledger.Put(Samples.Scan("hf://a/1", ScanState.Completed, run, VerdictKind.Approved));
        host.Ledger.Put(Samples.Scan("hf://a/2", ScanState.Running, run));

        var progress = (await (await client.GetAsync($"/api/v1/runs/{run}")).JsonAsync()).GetProperty("progress");

        progress.GetProperty("scans").GetInt32().ShouldBe(2);
        progress.GetProperty("scans_ended").GetInt32().ShouldBe(1);
        progress.GetProperty("ended").GetBoolean().ShouldBeFalse();
        // Submitted ten minutes ago, one of two has ended.
        progress.GetProperty("scans_per_minute").GetDouble().ShouldBe(0.1, 0.05);
        progress.GetProperty("seconds_left").GetDouble().ShouldBe(600, 120);
    }

    [Fact]
    public async Task No_estimate_is_made_before_a_scan_has_ended_and_none_is_needed_at_the_end()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var (fresh, over) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        host.Ledger.Put(Samples.Scan(run: fresh));
        host.Ledger.Put(Samples.Scan(run: over, state: ScanState.Cancelled));

        var first = (await (await client.GetAsync($"/api/v1/runs/{fresh}")).JsonAsync()).GetProperty("progress");
        var last = (await (await client.GetAsync($"/api/v1/runs/{over}")).JsonAsync()).GetProperty("progress");

        first.GetProperty("seconds_left").GetRawText().ShouldBe("null");
        (last.GetProperty("seconds_left").GetRawText(), last.GetProperty("ended").GetBoolean()).ShouldBe(("0", true));
    }

    [Fact]
    public async Task Cancelling_a_run_stops_what_has_not_ended()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var run = Guid.CreateVersion7();
        host.Ledger.Put(Samples.Scan(run: run, state: ScanState.Completed, verdict: VerdictKind.Approved));
        for (var i = 0; i < 3; i++) host.Ledger.Put(Samples.Scan(run: run));

        var first = await (await client.PostAsync($"/api/v1/runs/{run}/cancel", null)).JsonAsync();
        var second = await (await client.PostAsync($"/api/v1/runs/{run}/cancel", null)).JsonAsync();

        first.GetProperty("cancelled").GetInt32().ShouldBe(3);
        second.GetProperty("cancelled").GetInt32().ShouldBe(0);
        host.Ledger.All.Count(s => s.Scan.State == ScanState.Completed).ShouldBe(1);
        (await client.PostAsync($"/api/v1/runs/{Guid.NewGuid()}/cancel", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"/api/v1/runs/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
