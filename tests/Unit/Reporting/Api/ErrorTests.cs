using System.Net;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class ErrorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/scans")]
    [InlineData("/api/v1/scans/00000000-0000-0000-0000-000000000001")]
    [InlineData("/nowhere")]
    public async Task Every_answer_carries_the_headers_that_protect_a_browser(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.GetAsync(path, Stop);

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Server.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_that_is_gone_is_said_without_its_secrets()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        host.Ledger.IsDown = true;

        var answer = await client.GetAsync($"/api/v1/scans/{Guid.NewGuid()}", Stop);
        var ready = await client.GetAsync("/readyz", Stop);
        var live = await client.GetAsync("/healthz", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        var body = await answer.Content.ReadAsStringAsync(Stop);
        body.ShouldContain("database cannot be reached");
        body.ShouldNotContain("secret connection string");
        body.ShouldNotContain("Exception");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_defect_shows_no_stack_trace()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        host.Fleet.Workers.Add(null!);

        var answer = await client.GetAsync("/api/v1/workers", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var body = await answer.Content.ReadAsStringAsync(Stop);
        body.ShouldNotContain("   at ");
        body.ShouldNotContain("NullReference");
        (await answer.DetailAsync()).ShouldContain("log");
        host.Log.Lines.ShouldContain(l => l.Contains("NullReferenceException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_cut_off()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.PostJsonAsync(
            "/api/v1/scans", "{\"targets\":[\"" + new string('a', 2 * 1024 * 1024) + "\"]}", ("Expect", "100-continue"));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.DetailAsync()).ShouldContain("1048576 bytes");
    }

    [Fact]
    public async Task Wrong_paths_methods_and_types_get_a_sentence_too()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var path = await client.GetAsync("/api/v1/nothing", Stop);
        var method = await client.DeleteAsync("/api/v1/workers", Stop);
        var type = await client.PostAsync("/api/v1/scans", new StringContent("targets=x"), Stop);

        (path.StatusCode, method.StatusCode, type.StatusCode).ShouldBe(
            (HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.UnsupportedMediaType));
        foreach (var answer in new[] { path, method, type }) (await answer.DetailAsync()).ShouldNotBeNullOrWhiteSpace();
    }
}
