using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Assay.Tests.Unit.Reporting.Fakes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed partial class AccessTests
{
    private const string Id = "01020304-0506-7708-890a-0b0c0d0e0f10";
    private const string Digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly (string Method, string Path, ApiRole Role)[] Routes =
    [
        ("POST", "/api/v1/scans", ApiRole.Submitter),
        ("GET", "/api/v1/scans", ApiRole.Reader),
        ("GET", $"/api/v1/scans/{Id}", ApiRole.Reader),
        ("GET", $"/api/v1/scans/{Id}/report", ApiRole.Reader),
        ("GET", $"/api/v1/scans/{Id}/events", ApiRole.Reader),
        ("GET", $"/api/v1/scans/{Id}/attestations", ApiRole.Reader),
        ("POST", $"/api/v1/scans/{Id}/cancel", ApiRole.Operator),
        ("GET", $"/api/v1/runs/{Id}", ApiRole.Reader),
        ("GET", $"/api/v1/runs/{Id}/report", ApiRole.Reader),
        ("GET", $"/api/v1/runs/{Id}/events", ApiRole.Reader),
        ("POST", $"/api/v1/runs/{Id}/cancel", ApiRole.Operator),
        ("POST", $"/api/v1/tasks/{Id}/retry", ApiRole.Operator),
        ("GET", "/api/v1/verdicts?target=x", ApiRole.Reader),
        ("GET", "/api/v1/workers", ApiRole.Reader),
        ("GET", "/api/v1/queues", ApiRole.Reader),
        ("GET", "/api/v1/analysers", ApiRole.Reader),
        ("GET", $"/api/v1/artifacts/{Digest}/models", ApiRole.Reader),
        ("GET", "/api/v1/advisories", ApiRole.Reader),
        ("GET", "/api/v1/advisories/ASY-ADV-2026-0001", ApiRole.Reader),
        ("GET", "/api/v1/advisories/ASY-ADV-2026-0001/affected", ApiRole.Reader),
        ("GET", "/api/v1/advisories/ASY-ADV-2026-0001/export?format=csaf", ApiRole.Reader),
        ("POST", "/api/v1/advisories", ApiRole.Operator),
        ("PUT", "/api/v1/advisories/ASY-ADV-2026-0001", ApiRole.Operator),
        ("POST", "/api/v1/advisories/ASY-ADV-2026-0001/withdraw", ApiRole.Operator),
        ("GET", "/api/v1/advisories/feed", ApiRole.Reader),
        ("GET", "/api/v1/advisories/feed/key", ApiRole.Reader),
        ("POST", "/api/v1/advisories/import", ApiRole.Admin),
        ("GET", "/api/v1/subscriptions", ApiRole.Admin),
        ("POST", "/api/v1/subscriptions", ApiRole.Admin),
        ("DELETE", $"/api/v1/subscriptions/{Id}", ApiRole.Admin),
        ("GET", $"/api/v1/subscriptions/{Id}/deliveries", ApiRole.Admin),
        ("GET", "/api/v1/registry", ApiRole.Reader),
        ("GET", $"/api/v1/registry/version?manifest={Digest}", ApiRole.Reader),
        ("GET", "/api/v1/registry/trust", ApiRole.Reader),
        ("POST", "/api/v1/registry/approve", ApiRole.Operator),
        ("POST", "/api/v1/registry/confirm", ApiRole.Operator),
        ("POST", "/api/v1/registry/revoke", ApiRole.Operator),
        ("POST", "/api/v1/registry/supersede", ApiRole.Operator),
        ("GET", "/api/v1/log/checkpoint", ApiRole.Reader),
        ("GET", "/api/v1/log/keys", ApiRole.Reader),
        ("GET", "/api/v1/log/tile/entries/000", ApiRole.Reader),
        ("GET", "/api/v1/log/tile/0/000", ApiRole.Reader),
        ("GET", "/api/v1/log/entries/0/proof", ApiRole.Reader),
        ("GET", $"/api/v1/lineage/{Digest}", ApiRole.Reader),
        ("GET", "/api/v1/tokens", ApiRole.Admin),
        ("POST", "/api/v1/tokens", ApiRole.Admin),
        ("DELETE", $"/api/v1/tokens/{Id}", ApiRole.Admin),
        ("GET", "/api/v1/sources", ApiRole.Reader),
        ("GET", "/api/v1/sources/team", ApiRole.Reader),
        ("POST", "/api/v1/sources?name=team&kind=good", ApiRole.Admin),
        ("DELETE", "/api/v1/sources/team", ApiRole.Admin),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_route_admits_its_role_and_those_above_and_nobody_else()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        var secrets = new Dictionary<ApiRole, string>();
        foreach (var role in Enum.GetValues<ApiRole>()) secrets[role] = await host.SecretAsync(role);
        using var client = host.Client();

        foreach (var (method, path, needed) in Routes)
        {
            using var anonymous = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Stop);
            anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path}");
            foreach (var (role, secret) in secrets)
            {
                var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
                using var answer = await client.SendAsync(request, Stop);
                (answer.StatusCode == HttpStatusCode.Forbidden).ShouldBe(role < needed, $"{role}: {method} {path} gave {(int)answer.StatusCode}");
                answer.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized);
                ((int)answer.StatusCode).ShouldBeLessThan(500);
            }
        }
    }

    [Fact]
    public async Task The_matrix_above_names_every_route_of_the_api()
    {
        await using var host = await ApiHost.StartAsync("tokens");

        var mapped = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText}"));

        var patterns = mapped.Select(route => new Regex($"^{Parameter().Replace(route, m => m.Value[1] == '*' ? ".+" : "[^/]+")}$")).ToList();
        var named = Routes.Select(r => $"{r.Method} {r.Path.Split('?')[0]}").ToList();
        named.Where(route => !patterns.Exists(p => p.IsMatch(route))).ShouldBeEmpty();
        patterns.Where(p => !named.Exists(p.IsMatch)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_token_works_until_it_is_revoked_and_its_secret_is_shown_once()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var admin = await host.ClientAsync(ApiRole.Admin);
        using var client = host.Client();

        var made = await admin.PostJsonAsync("/api/v1/tokens", """{"name":"ci","role":"submitter","expires_in_days":30}""");
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var secret = (await made.JsonAsync()).GetProperty("secret").GetString()!;
        var id = (await made.JsonAsync()).GetProperty("token").GetProperty("id").GetGuid();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);

        secret.ShouldMatch("^assay_[A-Za-z0-9_-]{43}$");
        (await client.GetAsync("/api/v1/scans", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var list = await admin.GetStringAsync("/api/v1/tokens", Stop);
        list.ShouldContain("\"ci\"");
        list.ShouldNotContain(secret);
        list.ShouldNotContain("hash");
        (await admin.DeleteAsync($"/api/v1/tokens/{id}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.GetAsync("/api/v1/scans", Stop)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await admin.DeleteAsync($"/api/v1/tokens/{Guid.NewGuid()}", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"name":"","role":"reader"}""")]
    [InlineData("""{"name":"a\u001bb","role":"reader"}""")]
    [InlineData("""{"name":"x","role":"root"}""")]
    [InlineData("""{"name":"x","role":"reader","expires_in_days":0}""")]
    [InlineData("""{"name":"x"}""")]
    public async Task A_token_that_makes_no_sense_is_not_made(string body)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        (await client.PostJsonAsync("/api/v1/tokens", body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.Tokens.ListAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Guessing_is_slowed_down_is_logged_without_the_secret_and_does_not_lock_out_others()
    {
        await using var host = await ApiHost.StartAsync("tokens", settings: [("Api:FailedAttemptsPerMinute", "3")]);
        using var known = await host.ClientAsync(ApiRole.Reader);
        (await known.GetAsync("/api/v1/scans", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var guesser = host.Client();
        var guesses = Enumerable.Range(0, 8).Select(_ => TokenSecret.Create()).ToList();
        var statuses = new List<HttpStatusCode>();

        foreach (var guess in guesses)
        {
            guesser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", guess);
            using var answer = await guesser.GetAsync("/api/v1/scans", Stop);
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) answer.Headers.RetryAfter.ShouldNotBeNull();
        }

        statuses.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 3), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 5)]);
        host.Tokens.Lookups.ShouldBe(4);
        host.Log.Lines.Count(l => l.StartsWith("Refused a token", StringComparison.Ordinal)).ShouldBe(3);
        foreach (var guess in guesses) host.Log.Lines.ShouldNotContain(l => l.Contains(guess, StringComparison.Ordinal));
        (await known.GetAsync("/api/v1/scans", Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Bearer assay_short")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("Bearer assay_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task What_is_no_token_is_refused_without_a_look_into_the_database(string header)
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var client = host.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

        var answer = await client.GetAsync("/api/v1/scans", Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        (await answer.DetailAsync()).ShouldContain("token");
        host.Tokens.Lookups.ShouldBe(0);
    }

    [Fact]
    public async Task What_says_nothing_of_scans_is_open_to_all()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var client = host.Client();

        foreach (var path in new[] { "/", "/healthz", "/readyz", "/openapi/v1.json" })
        {
            (await client.GetAsync(path, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
