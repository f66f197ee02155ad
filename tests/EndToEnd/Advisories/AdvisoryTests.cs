using System.Security.Cryptography;
using System.Text.Json;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Advisories;

public sealed class AdvisoryTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task An_advisory_about_a_file_is_found_by_the_next_scan_of_every_copy_and_gone_when_it_is_withdrawn()
    {
        var original = _work.Write("original/model.pkl", Samples.Harmless);
        _work.Write("copy/renamed.pkl", Samples.Harmless);
        _work.Write("descendant/README.md", "---\nbase_model: org/base\n---\n"u8.ToArray());
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(original, TestContext.Current.CancellationToken)));
        (await RulesAsync()).ShouldBeEmpty();

        var created = (await AssayProgram.RunAsync(
            _work, "advisory", "create", "--title", "Backdoor", "--severity", "critical", "--sha256", digest, "--purl", "pkg:huggingface/org/base", "--alias", "CVE-2026-12345")).ShouldEndWith(0);
        var id = created.Output.Split(' ')[0];
        var affected = (await AssayProgram.RunAsync(_work, "advisory", "affected", id)).ShouldEndWith(0).Output;

        affected.Split('\n').Count(l => l.StartsWith("exact")).ShouldBe(2);
        affected.ShouldContain("declared descent");
        (await RulesAsync()).ShouldBe(["ASY-ADV-001 critical", "ASY-ADV-001 critical", "ASY-ADV-003 medium"]);
        (await AssayProgram.RunAsync(_work, "advisory", "list")).ShouldEndWith(0).Output.ShouldContain(id);
        foreach (var (format, member) in new[] { ("csaf", "document"), ("openvex", "@context"), ("osv", "schema_version"), ("assay", "schema") })
            (await AssayProgram.RunAsync(_work, "advisory", "export", id, "--format", format)).ShouldEndWith(0).Report.TryGetProperty(member, out _).ShouldBeTrue(format);

        (await AssayProgram.RunAsync(_work, "advisory", "withdraw", id, "--reason", "It was another file.")).ShouldEndWith(0).Output.ShouldContain("withdrawn");
        (await RulesAsync()).ShouldBeEmpty();
        (await AssayProgram.RunAsync(_work, "advisory", "show", id)).ShouldEndWith(0).Output.ShouldContain("another file");
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_in_one_line()
    {
        (await AssayProgram.RunAsync(_work, "advisory", "create", "--title", "x")).ShouldRefuse("--sha256");
        (await AssayProgram.RunAsync(_work, "advisory", "create", "--title", "x", "--sha256", "zz")).ShouldRefuse("64 hexadecimal");
        (await AssayProgram.RunAsync(_work, "advisory", "show", "ASY-ADV-2026-0001")).ShouldRefuse("no advisory");
        (await AssayProgram.RunAsync(_work, "advisory", "import", _work["missing"])).ShouldRefuse("cannot be read");
    }

    [Fact]
    public async Task A_servers_feed_is_imported_where_its_signature_holds()
    {
        await using var server = await AssayServer.StartAsync(_work, [], "--auth", "none");
        (await server.CallAsync("advisory", "create", "--title", "Poisoned", "--purl", "pkg:huggingface/org/model")).ShouldEndWith(0);
        using var client = new HttpClient { BaseAddress = server.Address };
        var feed = _work.Write("feed.jsonl", await client.GetByteArrayAsync("/api/v1/advisories/feed", TestContext.Current.CancellationToken));
        var key = _work.Write("feed.pem", await client.GetByteArrayAsync("/api/v1/advisories/feed/key", TestContext.Current.CancellationToken));
        using var other = new WorkFolder();

        (await AssayProgram.RunAsync(other, "advisory", "import", feed, "--key", key)).ShouldEndWith(0).Output.ShouldContain("1 taken");
        (await AssayProgram.RunAsync(other, "advisory", "list")).ShouldEndWith(0).Output.ShouldContain("Poisoned");
        var damaged = _work.Write("damaged.jsonl", JsonSerializer.SerializeToUtf8Bytes(new { schema = "assay.advisory/1" }));
        (await AssayProgram.RunAsync(other, "advisory", "import", damaged, "--key", key)).ShouldEndWith(2);
    }

    private async Task<List<string>> RulesAsync()
    {
        var report = (await AssayProgram.RunAsync(_work, "scan", _work["original"], _work["copy"], _work["descendant"], "--format", "json")).Report;
        return [.. Findings(report).Where(f => f.GetProperty("rule").GetString()!.StartsWith("ASY-ADV")).Select(f => $"{f.GetProperty("rule").GetString()} {f.GetProperty("severity").GetString()}").Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<JsonElement> Findings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("rule", out var rule) && rule.ValueKind == JsonValueKind.String && element.TryGetProperty("evidence", out _) => [element],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Findings(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Findings),
        _ => [],
    };
}
