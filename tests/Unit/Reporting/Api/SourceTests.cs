using System.Net;
using System.Text;
using System.Text.Json;
using Assay.Storage.Tokens;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class SourceTests
{
    private static readonly string _digest = new('a', 64);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_imported_shown_and_removed_and_names_who_imported_it()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var client = await host.ClientAsync(ApiRole.Admin);

        using var made = await PostAsync(client, "name=team&kind=good&for=org%2Fmodel&expires=2999-12-31&precedence=70", $"{_digest}  model.bin\n");
        var shown = await GetAsync(client, "/api/v1/sources/team");

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        made.Headers.Location!.ToString().ShouldBe("/api/v1/sources/team");
        var list = shown.GetProperty("list");
        list.GetProperty("kind").GetString().ShouldBe("good");
        list.GetProperty("format").GetString().ShouldBe("sha256sums");
        list.GetProperty("entries").GetInt64().ShouldBe(1);
        list.GetProperty("imported_by").GetString().ShouldNotBeNullOrEmpty();
        list.GetProperty("expires_at").GetDateTimeOffset().ShouldBe(new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var entry = shown.GetProperty("entries")[0];
        (entry.GetProperty("sha256").GetString(), entry.GetProperty("path").GetString(), entry.GetProperty("model").GetString()).ShouldBe((_digest, "model.bin", "org/model"));
        (await GetAsync(client, "/api/v1/sources")).GetArrayLength().ShouldBe(1);
        (await client.DeleteAsync("/api/v1/sources/team", Stop)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.DeleteAsync("/api/v1/sources/team", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_a_conflict_unless_the_list_is_replaced()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        (await PostAsync(client, "name=team&kind=good", _digest)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await PostAsync(client, "name=team&kind=bad", _digest)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(client, "name=team&kind=bad&replace=true", _digest)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("name=a&kind=good", "nonsense", "line 1")]
    [InlineData("name=a&kind=good", "", "empty")]
    [InlineData("name=%00&kind=good", "x", "name")]
    [InlineData("name=a&kind=7", "x", "kind")]
    [InlineData("name=a&kind=good&precedence=100", "x", "precedence")]
    [InlineData("name=a&kind=good&expires=2001-01-01", "x", "expired")]
    [InlineData("name=a&kind=good&for=a%20b", "x", "names no model")]
    public async Task A_list_that_cannot_be_used_is_refused_with_the_reason(string query, string body, string says)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        using var answer = await PostAsync(client, query, body);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(says);
        (await GetAsync(client, "/api/v1/sources")).GetArrayLength().ShouldBe(0);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string query, string body) =>
        client.PostAsync($"/api/v1/sources?{query}", new ByteArrayContent(Encoding.UTF8.GetBytes(body)), Stop);

    private static async Task<JsonElement> GetAsync(HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync(path, Stop)).RootElement;
}
