using System.Security.Cryptography;
using System.Text.Json;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Attestations;

public sealed class AttestationTests : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly string _model;

    public AttestationTests()
    {
        _model = Path.GetDirectoryName(_work.Write("model/model.safetensors", Samples.Safetensors()))!;
        _work.Write("model/config.json", "{}");
        NewKey("key");
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_scan_is_attested_and_what_was_scanned_verifies_until_anything_changes()
    {
        (await ScanAsync("--valid-for", "90d")).ShouldEndWith(0);
        (await VerifyAsync("--key", _work["key.pub"])).ShouldEndWith(0).Output.ShouldStartWith("VALID");
        await TrustAsync();
        var valid = (await VerifyAsync("--trust", _work["trust.json"], "--require-depth", "full", "--not-older-than", "1d", "--trust-not-older-than", "1d", "--format", "json")).ShouldEndWith(0).Report;
        valid.GetProperty("valid").GetBoolean().ShouldBeTrue();
        var policy = valid.GetProperty("policy_digest").GetString()!;
        (await VerifyAsync("--trust", _work["trust.json"], "--policy-digest", policy)).ShouldEndWith(0);
        (await ReasonsAsync("--policy-digest", new string('0', 64))).ShouldBe(["verdict-other-policy"]);
        (await ReasonsAsync("--require-depth", "probe")).ShouldBe(["verdict-too-shallow"]);
        (await ReasonsAsync("--at", DateTimeOffset.UtcNow.AddDays(91).ToString("O"))).ShouldBe(["verdict-expired"]);
        (await ReasonsAsync("--at", DateTimeOffset.UtcNow.AddDays(2).ToString("O"), "--not-older-than", "1d")).ShouldBe(["verdict-too-old"]);
        (await ReasonsAsync("--at", DateTimeOffset.UtcNow.AddDays(2).ToString("O"), "--trust-not-older-than", "1d")).ShouldBe(["trust-stale"]);
        (await ReasonsAsync("--at", "2020-01-01")).ShouldBe(["verdict-in-future", "trust-in-future"]);

        var weights = Path.Combine(_model, "model.safetensors");
        var bytes = await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(weights, bytes, TestContext.Current.CancellationToken);
        (await ReasonsAsync()).ShouldBe(["file-changed"]);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(weights, bytes, TestContext.Current.CancellationToken);
        File.Move(weights, weights + ".old");
        (await ReasonsAsync()).ShouldBe(["file-renamed"]);
        File.CreateSymbolicLink(weights, "model.safetensors.old");
        (await ReasonsAsync()).ShouldBe(["file-is-link", "file-added"], ignoreOrder: true);
        File.Delete(weights);
        File.Move(weights + ".old", weights);
        var added = _work.Write("model/run.py", "print(1)");
        (await ReasonsAsync()).ShouldBe(["file-added"]);
        File.Delete(added);
        (await ReasonsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Revoked_content_is_refused_and_an_approval_is_accepted_in_an_attestations_place()
    {
        (await ScanAsync()).ShouldEndWith(0);
        (await AssayProgram.RunAsync(_work, "approve", _model, "--output", _work["approval.json"])).ShouldEndWith(0);
        await TrustAsync();
        (await VerifyAsync("--trust", _work["trust.json"])).ShouldEndWith(0);
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", _work["approval.json"], "--trust", _work["trust.json"])).ShouldEndWith(0).Output.ShouldContain("Approved");
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", _work["approval.json"], "--trust", _work["trust.json"], "--require-depth", "full")).ShouldRefuse("depth");
        (await AssayProgram.RunAsync(_work, "revoke", _model, "--reason", "backdoor")).ShouldEndWith(0);
        await TrustAsync();
        (await ReasonsAsync()).ShouldBe(["content-revoked"]);
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", _work["approval.json"], "--trust", _work["trust.json"])).ShouldEndWith(1).Output.ShouldContain("backdoor");
    }

    [Fact]
    public async Task Another_key_and_a_changed_attestation_are_refused()
    {
        (await ScanAsync()).ShouldEndWith(0);
        NewKey("other");
        (await VerifyAsync("--key", _work["other.pub"])).ShouldEndWith(1).Output.ShouldContain("attestation-signature-wrong");
        var text = await File.ReadAllTextAsync(_work["model.intoto.jsonl"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_work["model.intoto.jsonl"], text.Replace("\"payload\":\"ey", "\"payload\":\"eX", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (await VerifyAsync("--key", _work["key.pub"])).ShouldEndWith(1).Output.ShouldContain("attestation-signature-wrong");
        await File.WriteAllTextAsync(_work["model.intoto.jsonl"], "{}", TestContext.Current.CancellationToken);
        (await VerifyAsync("--key", _work["key.pub"])).ShouldEndWith(1).Output.ShouldContain("attestation-unreadable");
    }

    [Fact]
    public async Task A_rejected_model_is_attested_as_failed_and_a_scan_that_has_no_content_not_at_all()
    {
        var bad = _work.Write("bad/model.pkl", Samples.Malicious);
        (await AssayProgram.RunAsync(_work, "scan", bad, "--attest", _work["bad.jsonl"], "--key", _work["key.pem"])).ShouldEndWith(1);
        var refused = await AssayProgram.RunAsync(_work, "verify", bad, "--attestation", _work["bad.jsonl"], "--key", _work["key.pub"], "--format", "json");
        refused.ShouldEndWith(1).Report.GetProperty("reasons")[0].GetProperty("id").GetString().ShouldBe("verdict-not-passed");
        File.CreateSymbolicLink(Path.Combine(_model, "link.json"), "config.json");
        var linked = await ScanAsync();
        linked.Error.ShouldContain("nothing was attested");
        linked.ExitCode.ShouldNotBe(0);
        File.Exists(_work["model.intoto.jsonl"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_with_a_key_attests_each_verdict_by_itself_and_hands_the_statements_out()
    {
        await using (var server = await AssayServer.StartAsync(_work, [("ASSAY_Attestation__Key", _work["key.pem"]), ("ASSAY_Attestation__ValidFor", "10.00:00:00")]))
        {
            (await server.CallAsync("submit", _model, "--depth", "full", "--watch")).ShouldEndWith(0);
            using var scans = JsonDocument.Parse(await server.Http.GetStringAsync("/api/v1/scans", TestContext.Current.CancellationToken));
            var scan = scans.RootElement.GetProperty("scans")[0].GetProperty("id").GetGuid();
            // Nobody has asked for them: that the log has entries says that they were made.
            await Until.TrueAsync(() => Directory.Exists(Path.Combine(_work.Data, "keys")) && server.Http.GetAsync("/api/v1/log/checkpoint").Result.IsSuccessStatusCode, "the log had an entry");
            (await server.CallAsync("attest", scan.ToString(), "--output", _work["model.intoto.jsonl"])).ShouldEndWith(0);
            (await server.CallAsync("attest", scan.ToString(), "--key", _work["key.pem"])).ShouldRefuse("own key");
            (await server.CallAsync("attest", Guid.NewGuid().ToString())).ShouldRefuse("no verdict");
            (await server.CallAsync("registry", "export-trust", _work["trust.json"])).ShouldEndWith(0);
        }
        (await VerifyAsync("--trust", _work["trust.json"])).ShouldEndWith(0);
        (await ReasonsAsync("--at", DateTimeOffset.UtcNow.AddDays(11).ToString("O"))).ShouldBe(["verdict-expired"]);
    }

    [Fact]
    public async Task A_server_whose_key_cannot_be_used_does_not_start()
    {
        var started = await AssayProgram.RunAsync(_work, [("ASSAY_Attestation__Key", _work["missing.pem"])], "serve", "--listen", "http://127.0.0.1:0", "--data", _work.Data);
        started.ShouldEndWith(1).Error.ShouldContain("missing.pem cannot be read");
    }

    [Fact]
    public async Task What_makes_no_sense_is_one_line()
    {
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", "x")).ShouldRefuse("exactly one of --key and --trust");
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", "x", "--key", _work["key.pub"], "--signature", "y")).ShouldRefuse("with --attestation");
        (await AssayProgram.RunAsync(_work, "verify", _model, "--signature", "x", "--key", _work["key.pub"], "--require-depth", "full")).ShouldRefuse("--attestation");
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", "x", "--key", _work["key.pub"], "--not-older-than", "soon")).ShouldRefuse("duration");
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", "x", "--key", _work["key.pub"], "--require-depth", "deep")).ShouldRefuse("depth");
        (await AssayProgram.RunAsync(_work, "verify", _model, "--attestation", "x", "--key", _work["key.pub"], "--policy-digest", "12")).ShouldRefuse("SHA-256");
        (await AssayProgram.RunAsync(_work, "scan", _model, "--key", _work["key.pem"])).ShouldRefuse("--attest");
        (await AssayProgram.RunAsync(_work, "scan", _model, _model, "--attest", _work["a"], "--key", _work["key.pem"])).ShouldRefuse("one model");
        (await AssayProgram.RunAsync(_work, "scan", _model, "--attest", _work["a"], "--key", _work["key.pub"])).ShouldRefuse("private");
    }

    private void NewKey(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = _work.Write(name + ".pem", key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _work.Write(name + ".pub", key.ExportSubjectPublicKeyInfoPem());
    }

    private Task<ProgramResult> ScanAsync(params string[] arguments) =>
        AssayProgram.RunAsync(_work, ["scan", _model, "--attest", _work["model.intoto.jsonl"], "--key", _work["key.pem"], .. arguments]);

    private Task<ProgramResult> VerifyAsync(params string[] arguments) =>
        AssayProgram.RunAsync(_work, ["verify", _model, "--attestation", _work["model.intoto.jsonl"], .. arguments]);

    private async Task TrustAsync() => (await AssayProgram.RunAsync(_work, "registry", "export-trust", _work["trust.json"])).ShouldEndWith(0);

    private async Task<List<string>> ReasonsAsync(params string[] arguments)
    {
        var result = await VerifyAsync(["--trust", _work["trust.json"], "--format", "json", .. arguments]);
        List<string> reasons = [.. result.Report.GetProperty("reasons").EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];
        result.ShouldEndWith(reasons.Count == 0 ? 0 : 1);
        return reasons;
    }
}
