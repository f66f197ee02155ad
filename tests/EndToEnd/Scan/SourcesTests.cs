using System.Security.Cryptography;
using System.Text.Json;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Scan;

public sealed class SourcesTests : IDisposable
{
    private static readonly string _harmless = Convert.ToHexStringLower(SHA256.HashData(Samples.Harmless));

    private readonly WorkFolder _work = new();

    public SourcesTests()
    {
        _work.Write("model/model.pkl", Samples.Harmless);
        _work.Write("model/config.json", "{}");
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_list_that_comes_and_goes_changes_the_verdict_on_unchanged_bytes()
    {
        var list = _work.Write("bad.txt", $"{_harmless}  whatever.pkl\n");
        (await ScanAsync()).ShouldEndWith(0).Report.Text("verdict").ShouldBe("approved");
        (await ScanAsync()).ShouldEndWith(0);

        (await RunAsync("sources", "import", list, "--name", "incident 7", "--kind", "bad", "--reason", "seen in the wild")).ShouldEndWith(0);
        var bad = await ScanAsync();
        var again = await ScanAsync();
        (await RunAsync("sources", "remove", "incident 7")).ShouldEndWith(0).Output.ShouldBe("removed\n");
        var removed = await ScanAsync();

        foreach (var result in (ProgramResult[])[bad, again])
        {
            result.ShouldEndWith(1).Report.Text("verdict").ShouldBe("rejected");
            result.Report.Rules().ShouldBe(["ASY-HSH-008"]);
            result.Output.ShouldContain("seen in the wild");
        }
        removed.ShouldEndWith(0).Report.Rules().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_vouches_for_what_it_names_and_the_report_says_so()
    {
        await RunAsync("sources", "import", _work.Write("good.csv", $"sha256,file\n{_harmless},model.pkl\n"), "--name", "team", "--kind", "good");
        _work.Write("model/extra.py", "print(1)\n");

        var json = await ScanAsync();
        var text = await RunAsync("scan", _work["model"]);

        var model = json.ShouldEndWith(0).Report.Items("models").Single();
        var voucher = model.Items("artifacts").Single(a => a.Text("path") == "model.pkl").Items("vouchers").Single();
        (voucher.Text("source"), voucher.Text("kind"), voucher.Text("strength"), voucher.Text("digest_algorithm")).ShouldBe(("team", "list", "strong", "sha256"));
        model.Text("manifest_digest").Length.ShouldBe(64);
        model.GetProperty("purl").ValueKind.ShouldBe(JsonValueKind.Null);
        json.Report.Rules().ShouldContain("ASY-HSH-015");
        text.Output.ShouldContain("Vouched: 1 of 3 files by list team (strong, 1); nobody vouches for extra.py.");
    }

    [Fact]
    public async Task A_list_for_a_model_that_names_other_bytes_rejects_it_and_two_lists_that_differ_are_both_named()
    {
        var wrong = _work.Write("wrong.txt", $"{new string('0', 64)}  model.pkl\n");
        await RunAsync("sources", "import", wrong, "--name", "first", "--kind", "good", "--for", _work["model"]);
        var one = await ScanAsync();
        await RunAsync("sources", "import", _work.Write("right.txt", $"{_harmless}  ./model.pkl\n"), "--name", "second", "--kind", "good", "--for", _work["model"], "--precedence", "90");
        var two = await ScanAsync();

        one.ShouldEndWith(1).Report.Rules().ShouldBe(["ASY-HSH-010"]);
        two.ShouldEndWith(0).Report.Rules().ShouldBe(["ASY-HSH-011"]);
        two.Report.Text("verdict").ShouldBe("review");
        (two.Output.Contains("'first'") && two.Output.Contains("'second'")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_list_that_expires_is_listed_with_its_end()
    {
        await RunAsync("sources", "import", _work.Write("l", _harmless), "--name", "short", "--kind", "good", "--expires", "2999-01-31");

        (await RunAsync("sources", "list")).ShouldEndWith(0).Output.ShouldContain("until 2999-01-31");
        (await RunAsync("sources", "show", "short")).ShouldEndWith(0).Output.ShouldContain(_harmless);
    }

    [Fact]
    public async Task A_list_that_cannot_be_used_is_one_line()
    {
        var list = _work.Write("list.txt", $"{_harmless}  a\nnonsense \u001b[31m\n");

        (await RunAsync("sources", "import", list, "--name", "x", "--kind", "bad")).ShouldRefuse("line 2");
        (await RunAsync("sources", "import", _work["absent"], "--name", "x", "--kind", "bad")).ShouldRefuse("no such file");
        (await RunAsync("sources", "import", list, "--name", "x", "--kind", "ugly")).ShouldRefuse("good|bad");
        (await RunAsync("sources", "import", list, "--kind", "bad")).ShouldRefuse("--name");
        (await RunAsync("sources", "remove", "x")).ShouldRefuse("no list");
        (await RunAsync("sources", "list")).ShouldEndWith(0).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_that_asks_for_vouchers_does_not_approve_a_folder_that_nobody_knows()
    {
        var policy = _work.Write("policy.yaml", "schema: assay.policy/1\nname: strict\nunvouched: review\nrequire: [hash-verify]\npassive-formats: [json]\n");
        var before = await ScanAsync("--policy", policy);
        await RunAsync("sources", "import", _work.Write("l", _harmless), "--name", "team", "--kind", "good");
        var after = await ScanAsync("--policy", policy);

        before.Report.Text("verdict").ShouldBe("review");
        before.Output.ShouldContain("no trusted source vouches for model.pkl");
        after.Report.Text("verdict").ShouldBe("approved");
    }

    [Fact]
    public async Task A_checksum_file_of_the_model_that_disagrees_is_reported()
    {
        _work.Write("model/SHA256SUMS", $"{new string('0', 64)}  model.pkl\n");

        (await ScanAsync()).ShouldEndWith(0).Report.Rules().ShouldBe(["ASY-HSH-012"]);
    }

    private Task<ProgramResult> ScanAsync(params string[] arguments) => RunAsync(["scan", _work["model"], "--format", "json", .. arguments]);

    private Task<ProgramResult> RunAsync(params string[] arguments) => AssayProgram.RunAsync(_work, arguments);
}
