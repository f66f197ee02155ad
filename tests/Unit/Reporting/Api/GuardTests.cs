using System.Net;
using Assay.Reporting.Api;
using Assay.Reporting.Api.Guards;
using Assay.Storage.Tokens;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class GuardTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://127.8.9.1:80/", true)]
    [InlineData("https://[::1]:443", true)]
    [InlineData("http://unix:/run/assay.sock", true)]
    [InlineData("http://0.0.0.0:8080", false)]
    [InlineData("http://[::]:8080", false)]
    [InlineData("http://*:8080", false)]
    [InlineData("http://+:8080", false)]
    [InlineData("http://192.0.2.1:80", false)]
    [InlineData("http://scanner.example", false)]
    [InlineData("http://localhost.example:80", false)]
    [InlineData("http://127.0.0.1.example:80", false)]
    [InlineData("http://2130706433:80", false)]
    public void Without_authentication_only_loopback_may_be_listened_on(string address, bool allowed)
    {
        var problem = ListenGuard.Check(ApiAuthentication.None, ["http://127.0.0.1:1", address]);

        (problem is null).ShouldBe(allowed);
        if (problem is not null) problem.ShouldContain(address);
        ListenGuard.Check(ApiAuthentication.Tokens, [address]).ShouldBeNull();
    }

    [Fact]
    public async Task The_host_does_not_start_on_an_open_address_without_authentication()
    {
        var refused = await Should.ThrowAsync<ListenRefusedException>(() => ApiHost.StartAsync(url: "http://0.0.0.0:0"));

        refused.Message.ShouldContain("without authentication");
    }

    [Fact]
    public async Task The_host_does_not_start_on_an_open_endpoint_of_the_configuration() => await Should.ThrowAsync<ListenRefusedException>(
        () => ApiHost.StartAsync(settings: [("Kestrel:Endpoints:Web:Url", "http://*:0")]));

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.example", HttpStatusCode.Forbidden)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    public async Task Without_authentication_the_server_answers_to_loopback_names_only(string name, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        client.DefaultRequestHeaders.Host = $"{name}:{host.Address.Port}";

        (await client.GetAsync("/api/v1/scans", Stop)).StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Without_authentication_pages_of_other_origins_are_turned_away(string header, string value)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.PostJsonAsync("/api/v1/scans", """{"targets":["hf://org/a"]}""", (header, value));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        host.Ledger.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_servers_own_pages_may_call()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.PostJsonAsync(
            "/api/v1/scans", """{"targets":["hf://org/a"]}""",
            ("Origin", host.Address.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task With_tokens_the_server_may_have_any_name()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var client = await host.ClientAsync(ApiRole.Reader);
        client.DefaultRequestHeaders.Host = "scanner.example";

        (await client.GetAsync("/api/v1/scans", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
