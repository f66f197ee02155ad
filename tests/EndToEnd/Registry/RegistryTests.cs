using System.Text.Json;
using Assay.Attestation.Bundles;
using Assay.Attestation.Registry;
using Assay.Contracts.Values;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Registry;

public sealed class RegistryTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_folder_is_approved_checked_offline_and_revoked()
    {
        var model = Model("model", "weights");
        var approved = await AssayProgram.RunAsync(
            _work,
            "approve",
            model,
            "--purl",
            "pkg:huggingface/org/name@1",
            "--note",
            "reviewed",
            "--expires",
            "90d",
            "--output",
            _work["approval.json"]);
        approved.ShouldEndWith(0).Error.ShouldBeEmpty();
        var digest = Digest(approved.Output);
        (await AssayProgram.RunAsync(_work, "registry", "export-trust", _work["trust.json"])).ShouldEndWith(0);
        Verify(digest).Refusals.ShouldBeEmpty();
        Verify(Sha256Digest.OfNothing).Refusals.ShouldHaveSingleItem().Id.ShouldBe(ApprovalReasons.OtherContent);

        (await AssayProgram.RunAsync(_work, "revoke", model, "--reason", "backdoor")).ShouldEndWith(0).Output.ShouldContain("revoked");
        (await AssayProgram.RunAsync(_work, "registry", "export-trust", _work["trust.json"])).ShouldEndWith(0);
        Verify(digest).Refusals.ShouldHaveSingleItem().Message.ShouldContain("backdoor");
        (await AssayProgram.RunAsync(_work, "approve", model, "--purl", "pkg:huggingface/org/name@1")).ShouldRefuse("backdoor");
        (await AssayProgram.RunAsync(_work, "revoke", digest.Hex, "--reason", "again")).ShouldRefuse("already");
        var shown = (await AssayProgram.RunAsync(_work, "registry", "show", digest.Hex)).ShouldEndWith(0).Output;
        shown.ShouldContain("approve");
        shown.ShouldContain("revoke");
        (await AssayProgram.RunAsync(_work, "registry", "list", "--state", "revoked")).ShouldEndWith(0).Output.ShouldContain(digest.Hex);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(_work.Data, "keys", "registry.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_scan_is_approved_unless_its_verdict_speaks_against_it()
    {
        var (good, bad) = (_work.Write("good/model.pkl", Samples.Harmless), _work.Write("bad/model.pkl", Samples.Malicious));
        var reports = await Task.WhenAll(new[] { good, bad }.Select(path => AssayProgram.RunAsync(_work, "scan", path, "--format", "json")));
        var scans = reports.Select(r => r.Report.GetProperty("models")[0].GetProperty("scan_id").GetString()!).ToList();
        (await AssayProgram.RunAsync(_work, "approve", scans[0])).ShouldEndWith(0).Output.ShouldContain("approved");
        (await AssayProgram.RunAsync(_work, "approve", scans[1])).ShouldRefuse("rejected");
        (await AssayProgram.RunAsync(_work, "approve", scans[1], "--override", "a test bed needs it")).ShouldEndWith(0);
        (await AssayProgram.RunAsync(_work, "approve", Guid.NewGuid().ToString())).ShouldRefuse("no verdict");
    }

    [Fact]
    public async Task With_four_eyes_a_server_wants_a_second_person()
    {
        var tokens = new List<string>();
        foreach (var name in new[] { "ada", "bob" })
            tokens.Add((await AssayProgram.RunAsync(_work, "token", "create", "--role", "operator", "--name", name)).ShouldEndWith(0).Output.Trim());
        var reader = (await AssayProgram.RunAsync(_work, "token", "create", "--role", "submitter", "--name", "eve")).Output.Trim();
        await using var server = await AssayServer.StartAsync(_work, [("ASSAY_Registry__FourEyes", "true")], "--auth", "tokens");
        var model = Model("model", "weights");
        (await server.CallAsync("approve", model, "--token", reader)).ShouldRefuse("role");
        var requested = (await server.CallAsync("approve", model, "--token", tokens[0], "--output", _work["request.json"])).ShouldEndWith(0).Output;
        requested.ShouldContain("requested");
        var digest = Digest(requested);
        (await server.CallAsync("registry", "confirm", digest.Hex, "--token", tokens[0])).ShouldRefuse("somebody else");
        (await server.CallAsync("registry", "confirm", digest.Hex, "--token", tokens[1])).ShouldEndWith(0).Output.ShouldContain("approved");
        (await server.CallAsync("registry", "show", digest.Hex, "--token", reader)).ShouldEndWith(0).Output.ShouldContain("bob");
        (await server.CallAsync("registry", "export-trust", _work["trust.json"], "--token", reader)).ShouldEndWith(0);
        // A request is no approval, whoever signed it.
        File.Copy(_work["request.json"], _work["approval.json"]);
        Verify(digest).Refusals.ShouldHaveSingleItem().Id.ShouldBe(ApprovalReasons.NotApproved);
        (await server.CallAsync("log", "verify", "--token", reader)).ShouldEndWith(0).Output.ShouldContain("2 entries");
        (await server.CallAsync("log", "prove", "1", "--token", reader)).ShouldEndWith(0).Report.GetProperty("size").GetInt64().ShouldBe(2);
        (await server.CallAsync("log", "prove", "2", "--token", reader)).ShouldRefuse("no such entry");
    }

    [Fact]
    public async Task The_log_is_copied_verified_and_watched()
    {
        (await AssayProgram.RunAsync(_work, "log", "checkpoint")).ShouldRefuse("no entry");
        (await AssayProgram.RunAsync(_work, "log", "monitor")).ShouldEndWith(0);
        await AssayProgram.RunAsync(_work, "approve", Model("first", "1"));
        (await AssayProgram.RunAsync(_work, "log", "monitor")).ShouldEndWith(0).Output.ShouldContain("1 entries");
        var kept = _work.Write("kept.txt", (await AssayProgram.RunAsync(_work, "log", "checkpoint")).ShouldEndWith(0).Output);
        await AssayProgram.RunAsync(_work, "approve", Model("second", "2"));
        (await AssayProgram.RunAsync(_work, "log", "rotate-key")).ShouldEndWith(0);
        (await AssayProgram.RunAsync(_work, "log", "export", _work["copy"])).ShouldEndWith(0);
        _work.Write("keys.txt", (await AssayProgram.RunAsync(_work, "log", "keys")).ShouldEndWith(0).Output);
        (
            await AssayProgram.RunAsync(
                _work,
                "log",
                "verify",
                _work["copy"],
                "--trust",
                _work["keys.txt"],
                "--since",
                kept)).ShouldEndWith(0).Output.ShouldContain("2 entries");
        (await AssayProgram.RunAsync(_work, "log", "monitor")).ShouldEndWith(0);

        // Somebody restores the log of yesterday: what the monitor has seen does not fit it.
        var seen = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(Path.Combine(_work.Data, "log-seen.json")))!;
        seen.Count.ShouldBe(2);
        using var other = new WorkFolder();
        Directory.CreateDirectory(Path.Combine(other.Data, "keys"));
        foreach (var key in Directory.EnumerateFiles(Path.Combine(_work.Data, "keys")))
            File.Copy(key, Path.Combine(other.Data, "keys", Path.GetFileName(key)));
        await AssayProgram.RunAsync(other, [("ASSAY_Registry__Origin", seen[0].Split('\n')[0])], "approve", Model("third", "3"));
        var found = await AssayProgram.RunAsync(
            other, "log", "monitor", "--seen", Path.Combine(_work.Data, "log-seen.json"), "--trust", _work["keys.txt"]);
        found.ShouldEndWith(1).Output.ShouldContain("removed");
        found.Output.ShouldContain("rewritten");
    }

    [Fact]
    public async Task What_cannot_be_approved_is_one_line()
    {
        (await AssayProgram.RunAsync(_work, "approve", _work["nothing"])).ShouldRefuse("neither a file nor a directory");
        var model = Model("linked", "x");
        File.CreateSymbolicLink(Path.Combine(model, "link"), "model.bin");
        (await AssayProgram.RunAsync(_work, "approve", model)).ShouldRefuse("link");
        (await AssayProgram.RunAsync(_work, "revoke", new string('a', 64), "--reason", " ")).ShouldRefuse("reason");
        (await AssayProgram.RunAsync(_work, "approve", Model("late", "x"), "--expires", "2001-01-01")).ShouldRefuse("ended");
        (await AssayProgram.RunAsync(_work, "approve", "hf://org/model")).ShouldRefuse("scan it first");
    }

    private static Sha256Digest Digest(string output) => Sha256Digest.Parse(output.Split("sha256:")[1][..64]);

    private string Model(string name, string weights)
    {
        _work.Write($"{name}/config.json", "{}");
        return Path.GetDirectoryName(_work.Write($"{name}/model.bin", weights))!;
    }

    private ApprovalResult Verify(Sha256Digest digest)
    {
        var trust = RegistryTrust.Parse(File.ReadAllBytes(_work["trust.json"]));
        trust.Reason.ShouldBeNull();
        return ApprovalVerifier.Verify(
            SigstoreBundleJson.Parse(File.ReadAllBytes(_work["approval.json"])).Value!, trust.Value!, digest, new(DateTimeOffset.UtcNow));
    }
}
