using System.Net;
using System.Security.Cryptography;
using System.Text;
using Assay.Attestation.Keys;
using Assay.Reporting.Advisories;
using Assay.Storage.Tokens;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Advisories;

public sealed class AdvisoryApiTests
{
    private const string Registered = """{"name":"org/name","purl":"pkg:huggingface/org/name@1","files":[{"path":"model.bin","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}""";

    private static readonly int _year = DateTimeOffset.UtcNow.Year;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_advisory_is_issued_shown_changed_and_withdrawn_and_its_history_stays()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var client = await host.ClientAsync(ApiRole.Operator);

        var id = await AdvisoryApi.IssueAsync(client);
        (await AdvisoryApi.IssueAsync(client)).ShouldBe($"ASY-ADV-{_year}-0002");
        var changed = await client.PutAsync($"/api/v1/advisories/{id}", Json(AdvisoryApi.Body(more: ",\"revision\":1,\"status\":\"fixed\"")), Stop);
        var stale = await client.PutAsync($"/api/v1/advisories/{id}", Json(AdvisoryApi.Body(more: ",\"revision\":1")), Stop);
        var withdrawn = await client.PostJsonAsync($"/api/v1/advisories/{id}/withdraw", """{"reason":"It was the tokenizer."}""");
        var again = await client.PostJsonAsync($"/api/v1/advisories/{id}/withdraw", """{"reason":"x"}""");
        var shown = await AdvisoryApi.GetAsync(client, $"/advisories/{id}");

        id.ShouldBe($"ASY-ADV-{_year}-0001");
        (changed.StatusCode, stale.StatusCode, withdrawn.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK, HttpStatusCode.Conflict));
        shown.GetProperty("history").EnumerateArray().Select(h => h.GetProperty("kind").GetString()).ShouldBe(["issued", "modified", "withdrawn"]);
        shown.GetProperty("advisory").GetProperty("withdrawn_reason").GetString().ShouldBe("It was the tokenizer.");
        shown.GetProperty("history")[0].GetProperty("actor").GetString()!.ShouldStartWith("token:");
        (await AdvisoryApi.GetAsync(client, "/advisories?limit=1")).GetProperty("next").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Number);
        (await AdvisoryApi.GetAsync(client, $"/advisories/{id}/affected")).GetProperty("versions").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("{}", "title")]
    [InlineData("""{"title":"x","summary":"y","affected":[{"kind":"artifact","value":"zz"}]}""", "64 hexadecimal")]
    [InlineData("""{"title":"x","summary":"y","affected":[null]}""", "target")]
    [InlineData("""{"title":"x","summary":"y","affected":[{"kind":"package","value":null}]}""", "package URL")]
    [InlineData("""{"title":"x","summary":"y","references":[{"url":"javascript:x"}]}""", "references")]
    public async Task What_cannot_be_an_advisory_is_refused_with_the_reason(string body, string says)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();

        var answer = await client.PostJsonAsync("/api/v1/advisories", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(says);
        (await AdvisoryApi.GetAsync(client, "/advisories")).GetProperty("advisories").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(ApiRole.Reader, "/advisories", HttpStatusCode.Forbidden)]
    [InlineData(ApiRole.Submitter, "/advisories", HttpStatusCode.Forbidden)]
    [InlineData(ApiRole.Operator, "/advisories", HttpStatusCode.Created)]
    [InlineData(ApiRole.Operator, "/subscriptions", HttpStatusCode.Forbidden)]
    [InlineData(ApiRole.Operator, "/advisories/import", HttpStatusCode.Forbidden)]
    public async Task Each_act_needs_its_role(ApiRole role, string path, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var client = await host.ClientAsync(role);

        HttpContent body = path.EndsWith("import") ? new ByteArrayContent([]) : Json(AdvisoryApi.Body());

        (await client.PostAsync("/api/v1" + path, body, Stop)).StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("csaf", HttpStatusCode.OK)]
    [InlineData("openvex", HttpStatusCode.OK)]
    [InlineData("osv", HttpStatusCode.OK)]
    [InlineData("assay", HttpStatusCode.OK)]
    [InlineData("1", HttpStatusCode.BadRequest)]
    [InlineData("pdf", HttpStatusCode.BadRequest)]
    public async Task An_advisory_is_exported_in_the_formats_there_are(string format, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var id = await AdvisoryApi.IssueAsync(client);

        var answer = await client.GetAsync($"/api/v1/advisories/{id}/export?format={format}", Stop);

        answer.StatusCode.ShouldBe(expected);
        (await client.GetAsync($"/api/v1/advisories/nothing/export?format={format}", Stop)).IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task A_feed_is_signed_and_taken_by_another_instance_once()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Advisories:Issuer", "first"));
        await using var other = await ApiHost.StartAsync();
        using var client = host.Client();
        using var taker = other.Client();
        await AdvisoryApi.IssueAsync(client);
        await AdvisoryApi.IssueAsync(client, AdvisoryApi.Body("base", "org/base"));

        var feed = await client.GetByteArrayAsync("/api/v1/advisories/feed", Stop);
        var key = PublicKeys.FromPem(await client.GetStringAsync("/api/v1/advisories/feed/key", Stop)).Value;
        var lines = Assay.Domain.Advisories.Imports.AdvisoryLines.Split(feed).ToList();

        lines.Count.ShouldBe(2);
        foreach (var line in lines) AdvisoryFeed.Parse(line.Span, key).Advisory.ShouldNotBeNull();
        var (first, second) = (await ImportAsync(taker, feed), await ImportAsync(taker, feed));
        (first.GetProperty("added").GetInt32(), second.GetProperty("added").GetInt32(), second.GetProperty("unchanged").GetInt32()).ShouldBe((2, 0, 2));
        (await AdvisoryApi.GetAsync(taker, "/advisories")).GetProperty("advisories")[0].GetProperty("issuer").GetString().ShouldBe("first");
        // Its own numbers go on after those that it took.
        (await AdvisoryApi.IssueAsync(taker)).ShouldBe($"ASY-ADV-{_year}-0003");
    }

    [Fact]
    public async Task A_line_that_was_changed_or_signed_by_another_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        await AdvisoryApi.IssueAsync(client);
        var line = (await client.GetByteArrayAsync("/api/v1/advisories/feed", Stop)).AsSpan().TrimEnd((byte)'\n').ToArray();
        var key = PublicKeys.FromPem(await client.GetStringAsync("/api/v1/advisories/feed/key", Stop)).Value;
        var text = Encoding.UTF8.GetString(line);
        using var generated = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = EcdsaSigner.FromPem(generated.ExportPkcs8PrivateKeyPem(), null).Value.ShouldNotBeNull();

        AdvisoryFeed.Parse(line, key).Advisory.ShouldNotBeNull();
        AdvisoryFeed.Parse(line, stranger.PublicKey).Problem.ShouldNotBeNull().ShouldContain("signature");
        AdvisoryFeed.Parse(Encoding.UTF8.GetBytes(text.Replace("vnd.assay.advisory", "vnd.other")), key).Problem.ShouldNotBeNull();
        var payload = System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("payload").GetString()!;
        var other = Convert.ToBase64String(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Convert.FromBase64String(payload)).Replace("Backdoor", "Backd00r")));
        AdvisoryFeed.Parse(Encoding.UTF8.GetBytes(text.Replace(payload, other)), key).Problem.ShouldNotBeNull().ShouldContain("signature");
        AdvisoryFeed.Parse(Convert.FromBase64String(payload), key).Problem.ShouldNotBeNull().ShouldContain("no signed envelope");
    }

    [Fact]
    public async Task A_damaged_line_does_not_stop_the_others()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        await AdvisoryApi.IssueAsync(client);
        var feed = Encoding.UTF8.GetString(await client.GetByteArrayAsync("/api/v1/advisories/feed", Stop));
        await using var other = await ApiHost.StartAsync();
        using var taker = other.Client();

        var summary = await ImportAsync(taker, Encoding.UTF8.GetBytes("{}\n\n" + feed + "nonsense\n"));

        (summary.GetProperty("added").GetInt32(), summary.GetProperty("refused").GetInt32()).ShouldBe((1, 2));
        summary.GetProperty("problems")[0].GetString()!.ShouldStartWith("record 1: ");
    }

    [Theory]
    [InlineData("flag", "approved")]
    [InlineData("revoke", "revoked")]
    public async Task An_approval_of_the_named_content_is_flagged_or_revoked_as_configured(string reaction, string state)
    {
        await using var host = await ApiHost.StartAsync(settings: ("Advisories:Approvals", reaction));
        using var client = host.Client();
        var approved = await (await client.PostJsonAsync("/api/v1/registry/approve", Registered)).JsonAsync();
        var manifest = approved.GetProperty("changed")[0].GetProperty("version").GetProperty("manifest").GetString()!;

        var id = await AdvisoryApi.IssueAsync(client, AdvisoryApi.Body("manifest", manifest));

        var approval = (await AdvisoryApi.GetAsync(client, $"/advisories/{id}/affected")).GetProperty("approvals").EnumerateArray().ShouldHaveSingleItem();
        approval.GetProperty("state").GetString().ShouldBe(state);
        (await AdvisoryApi.GetAsync(client, $"/registry/version?version={manifest}"))[0].GetProperty("version").GetProperty("state").GetString().ShouldBe(state);
    }

    [Fact]
    public async Task An_advisory_that_is_looked_into_revokes_nothing()
    {
        await using var host = await ApiHost.StartAsync(settings: ("Advisories:Approvals", "revoke"));
        using var client = host.Client();
        var approved = await (await client.PostJsonAsync("/api/v1/registry/approve", Registered)).JsonAsync();
        var manifest = approved.GetProperty("changed")[0].GetProperty("version").GetProperty("manifest").GetString()!;

        await AdvisoryApi.IssueAsync(client, AdvisoryApi.Body("manifest", manifest, ",\"status\":\"under-investigation\""));

        (await AdvisoryApi.GetAsync(client, "/registry?state=approved")).GetProperty("versions").GetArrayLength().ShouldBe(1);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<System.Text.Json.JsonElement> ImportAsync(HttpClient client, byte[] lines)
    {
        var answer = await client.PostAsync("/api/v1/advisories/import", new ByteArrayContent(lines), Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }
}
