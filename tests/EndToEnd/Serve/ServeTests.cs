using System.Net;
using System.Text.Json;
using Assay.Tests.EndToEnd.Running;
using Assay.Tests.EndToEnd.Scan;

namespace Assay.Tests.EndToEnd.Serve;

public sealed class ServeTests : IAsyncLifetime
{
    private readonly WorkFolder _work = new();
    private AssayServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await AssayServer.StartAsync(_work, []);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _work.Dispose();
    }

    [Fact]
    public async Task It_says_where_it_listens_and_describes_itself()
    {
        foreach (var path in (string[])["/healthz", "/readyz"])
            (await _server.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        var description = JsonDocument.Parse(await _server.Http.GetStringAsync("/openapi/v1.json")).RootElement;
        description.GetProperty("paths").TryGetProperty("/api/v1/scans", out _).ShouldBeTrue();
        (await _server.Http.GetAsync("/api/v1/no-such-thing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await _server.Program.SignalAsync("TERM");
        var end = await _server.Program.EndAsync(TimeSpan.FromSeconds(30));
        end.ShouldEndWith(0).Output.Trim().ShouldBe($"listening on {_server.Address.ToString().TrimEnd('/')}");
        end.Error.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task A_submission_is_followed_reported_and_explained()
    {
        var (bad, good) = (_work.Write("bad.pkl", Samples.Malicious), _work.Write("good.pkl", Samples.Harmless));

        var submitted = (await _server.CallAsync("submit", bad, good)).ShouldEndWith(0);
        var run = Guid.Parse(submitted.Output).ToString();
        var watched = (await _server.CallAsync("watch", run)).ShouldEndWith(1);
        var report = (await _server.CallAsync("report", run, "--format", "json")).ShouldEndWith(0);
        var file = (await _server.CallAsync("report", run, "--output", _work["report.md"], "--format", "markdown")).ShouldEndWith(0);
        var scan = watched.Output.Split('\n').Single(line => line.StartsWith("rejected", StringComparison.Ordinal)).Split(' ')[^1];
        var status = (await _server.CallAsync("status", scan)).ShouldEndWith(0);
        var one = (await _server.CallAsync("report", scan, "--format", "json")).ShouldEndWith(0);
        var server = (await _server.CallAsync("status")).ShouldEndWith(0);
        var ended = (await _server.CallAsync("cancel", scan)).ShouldEndWith(0);
        var events = await _server.Http.GetStringAsync($"/api/v1/runs/{run}/events");

        watched.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        watched.ErrorLines[^1].ShouldStartWith("2/2 scans");
        report.Report.ShouldBeReport();
        report.Report.Items("models").Select(m => (m.Text("target"), m.Text("verdict"))).ShouldBe([(bad, "rejected"), (good, "approved")], ignoreOrder: true);
        file.Output.ShouldBeEmpty();
        (await File.ReadAllTextAsync(_work["report.md"])).ShouldContain("ASY-PKL-001");
        status.Output.ShouldContain("completed, rejected");
        one.Report.Items("models").Single().Text("target").ShouldBe(bad);
        server.Output.ShouldContain("worker");
        ended.Output.ShouldContain("it had ended");
        events.ShouldContain("event: completed");
    }

    [Fact]
    public async Task The_same_key_scans_nothing_twice()
    {
        var model = _work.Write("model.pkl", Samples.Harmless);

        var first = (await _server.CallAsync("submit", model, "--key", "nightly")).ShouldEndWith(0);
        var again = (await _server.CallAsync("submit", model, "--key", "nightly")).ShouldEndWith(0);

        again.Output.ShouldBe(first.Output);
        (await _server.CallAsync("submit", model, "--key", "nightly", "--depth", "metadata")).ShouldRefuse("Idempotency-Key");
    }

    [Fact]
    public async Task A_scan_that_runs_is_cancelled_and_its_watcher_told()
    {
        var model = LongScans.Write(_work, "weights.bin");
        var run = (await _server.CallAsync("submit", model)).ShouldEndWith(0).Output.Trim();
        await LongScans.HasBegunAsync(_work);

        var cancelled = await _server.CallAsync("cancel", run);
        var watched = await _server.CallAsync("watch", run);

        cancelled.ShouldEndWith(0).Output.ShouldContain("cancelled 1");
        watched.ShouldEndWith(2).Output.ShouldStartWith("cancelled");
        var report = (await _server.CallAsync("report", run, "--format", "json")).ShouldEndWith(0).Report;
        report.Text("verdict").ShouldBe("incomplete");
        report.Items("models").Single().Text("target").ShouldBe(model);
        await _server.Program.SignalAsync("TERM");
        (await _server.Program.EndAsync(TimeSpan.FromSeconds(30))).ShouldEndWith(0);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("watch")]
    [InlineData("report")]
    [InlineData("cancel")]
    [InlineData("retry")]
    public async Task What_the_server_does_not_know_is_one_line(string command) =>
        (await _server.CallAsync(command, "01234567-89ab-7def-8123-456789abcdef")).ShouldRefuse("01234567");
}
