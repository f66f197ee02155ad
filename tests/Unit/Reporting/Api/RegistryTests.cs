using System.Net;
using System.Text.Json;
using Assay.Attestation.Bundles;
using Assay.Attestation.Registry;
using Assay.Attestation.Transparency;
using Assay.Storage.Tokens;
using Assay.Tests.Unit.Reporting.Fakes;

namespace Assay.Tests.Unit.Reporting.Api;

public sealed class RegistryTests
{
    private const string Digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Version = $$"""{"name":"org/name","purl":"pkg:huggingface/org/name@1","note":"reviewed","files":[{"path":"model.bin","size":0,"sha256":"{{Digest}}"}]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approval_is_answered_signed_listed_and_shown_with_its_history()
    {
        await using var host = await ApiHost.StartAsync("tokens");
        using var client = await host.ClientAsync(ApiRole.Operator);
        var approved = await client.PostJsonAsync("/api/v1/registry/approve", Version);
        approved.StatusCode.ShouldBe(HttpStatusCode.OK);
        var change = (await approved.JsonAsync()).GetProperty("changed")[0];
        var manifest = change.GetProperty("version").GetProperty("manifest").GetString()!;
        change.GetProperty("version").GetProperty("state").GetString().ShouldBe("approved");
        change.GetProperty("act").GetProperty("actor").GetString()!.ShouldStartWith("token:");
        SigstoreBundleJson.Parse(System.Text.Encoding.UTF8.GetBytes(change.GetProperty("act").GetProperty("bundle").GetRawText())).IsOk.ShouldBeTrue();
        (await GetAsync(client, "/api/v1/registry?state=approved")).GetProperty("versions").GetArrayLength().ShouldBe(1);
        (await GetAsync(client, "/api/v1/registry?state=revoked")).GetProperty("versions").GetArrayLength().ShouldBe(0);
        var shown = (await GetAsync(client, $"/api/v1/registry/version?version={manifest}"))[0];
        shown.GetProperty("files")[0].GetProperty("path").GetString().ShouldBe("model.bin");
        shown.GetProperty("history")[0].GetProperty("kind").GetString().ShouldBe("approve");
        RegistryTrust.Parse(await client.GetByteArrayAsync("/api/v1/registry/trust", Stop)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_rules_refuse_is_a_conflict_with_the_reason()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        await client.PostJsonAsync("/api/v1/registry/approve", Version);
        var revoked = await client.PostJsonAsync("/api/v1/registry/revoke", """{"version":"pkg:huggingface/org/name@1","reason":"backdoor"}""");
        revoked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var again = await client.PostJsonAsync("/api/v1/registry/approve", Version);
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.JsonAsync()).GetProperty("detail").GetString()!.ShouldContain("backdoor");
    }

    [Theory]
    [InlineData("approve", "{}", HttpStatusCode.Conflict)]
    [InlineData("approve", """{"name":"x","files":[]}""", HttpStatusCode.Conflict)]
    [InlineData("approve", """{"name":"x","files":[{"path":"../x","size":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}""", HttpStatusCode.Conflict)]
    [InlineData("approve", """{"name":"x","files":[{"path":"x","size":-1,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}]}""", HttpStatusCode.Conflict)]
    [InlineData("approve", """{"files":[{"path":"x","size":0,"sha256":"zz"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("approve", """{"name":"x","files":[null]}""", HttpStatusCode.Conflict)]
    [InlineData("approve", """{"scan_id":"01020304-0506-7708-890a-0b0c0d0e0f10"}""", HttpStatusCode.NotFound)]
    [InlineData("approve", """{"target":"hf://org/never-scanned"}""", HttpStatusCode.NotFound)]
    [InlineData("revoke", """{"version":"something","reason":"x"}""", HttpStatusCode.Conflict)]
    [InlineData("revoke", """{"reason":"x"}""", HttpStatusCode.BadRequest)]
    [InlineData("confirm", """{"version":"pkg:huggingface/org/name@1"}""", HttpStatusCode.Conflict)]
    public async Task Bad_requests_are_refused_with_a_sentence(string act, string body, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        var answer = await client.PostJsonAsync($"/api/v1/registry/{act}", body);
        answer.StatusCode.ShouldBe(status);
        (await answer.JsonAsync()).GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task The_log_is_served_as_tiles_that_prove_its_entries()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        (await client.GetAsync("/api/v1/log/checkpoint", Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await client.PostJsonAsync("/api/v1/registry/approve", Version);
        var keys = (await client.GetStringAsync("/api/v1/log/keys", Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(k => NoteKey.Parse(k).Value!).ToList();
        var checkpoint = SignedCheckpoint.Verify(await client.GetStringAsync("/api/v1/log/checkpoint", Stop), keys).Value!.Checkpoint;
        checkpoint.Size.ShouldBe(1);
        (await client.GetByteArrayAsync("/api/v1/log/tile/0/000.p/1", Stop)).ShouldBe(checkpoint.Root);
        var entry = EntryTile.Read(await client.GetByteArrayAsync("/api/v1/log/tile/entries/000.p/1", Stop), 1).Value!.ShouldHaveSingleItem();
        MerkleHash.Leaf(entry).ShouldBe(checkpoint.Root);
        (await GetAsync(client, "/api/v1/log/entries/0/proof")).GetProperty("entry").GetBytesFromBase64().ShouldBe(entry);
    }

    [Theory]
    [InlineData("/api/v1/log/tile/0/000")]
    [InlineData("/api/v1/log/tile/0/000.p/2")]
    [InlineData("/api/v1/log/tile/9/000")]
    [InlineData("/api/v1/log/tile/0/..%2f..")]
    [InlineData("/api/v1/log/tile/0/x999/x999/x999/x999/x999/999")]
    [InlineData("/api/v1/log/tile/entries/x999/x999/x999/x999/x999/999")]
    [InlineData("/api/v1/log/tile/entries/0")]
    [InlineData("/api/v1/log/entries/1/proof")]
    [InlineData("/api/v1/log/entries/-1/proof")]
    [InlineData("/api/v1/log/entries/9223372036854775807/proof")]
    public async Task What_the_log_does_not_have_is_not_found(string path)
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Client();
        await client.PostJsonAsync("/api/v1/registry/approve", Version);
        (await client.GetAsync(path, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(path, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.JsonAsync();
    }
}
