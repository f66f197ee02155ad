using System.Buffers.Binary;
using System.Text;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Scan;

public sealed class LineageTests : IDisposable
{
    private const int Size = 4096;
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_model_is_told_from_which_scanned_models_its_tensors_are()
    {
        _work.Write("org/base/model.safetensors", Weights(1, 2, 3));
        _work.Write("tuned/model.safetensors", Weights(1, 2, 9));
        _work.Write("tuned/README.md", "---\nbase_model: org/base\n---\n# Tuned\n");
        (await RunAsync("scan", _work["org/base"])).ShouldEndWith(0);

        var scan = (await RunAsync("scan", _work["tuned"], "--format", "json")).ShouldEndWith(0);
        scan.Report.Items("models").Single().Items("artifacts").Single(a => a.Text("path") == "README.md")
            .Items("findings").Single(f => f.Text("rule") == "ASY-LIN-001").Text("message").ShouldContain("/org/base");

        var lineage = (await RunAsync("lineage", _work["tuned"], "--format", "json")).ShouldEndWith(0).Report;
        lineage.GetProperty("evidence_tensors").GetInt32().ShouldBe(3);
        var relative = lineage.Items("relatives").Single();
        relative.GetProperty("model").Text("name").ShouldBe(_work["org/base"]);
        (relative.Text("kinship"), relative.GetProperty("shared_tensors").GetInt32(), relative.GetProperty("shared_bytes").GetInt64()).ShouldBe(("some", 2, 2L * Size));
        var text = (await RunAsync("lineage", _work["tuned"])).ShouldEndWith(0).Output;
        text.ShouldContain(_work["org/base"]);
        text.ShouldContain("content cannot show that");
    }

    [Fact]
    public async Task A_copy_under_another_name_is_found_though_its_files_are_the_same()
    {
        _work.Write("one/model.safetensors", Weights(1, 2));
        _work.Write("two/model.safetensors", Weights(1, 2));
        (await RunAsync("scan", _work["one"])).ShouldEndWith(0);

        var scan = (await RunAsync("scan", _work["two"], "--format", "json")).ShouldEndWith(0);
        scan.Report.Rules().ShouldContain("ASY-LIN-003");

        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Weights(1, 2)));
        (await RunAsync("who-has", digest, "--format", "json")).ShouldEndWith(0).Report.Items("files").Select(f => f.GetProperty("model").Text("name"))
            .ShouldBe([_work["one"], _work["two"]], ignoreOrder: true);
        (await RunAsync("lineage", digest, "--format", "json")).ShouldEndWith(0).Report.Items("relatives").Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_model_that_names_one_base_and_holds_anothers_tensors_is_doubted()
    {
        _work.Write("org/base/model.safetensors", Weights(1, 2, 3));
        _work.Write("org/other/model.safetensors", Weights(4, 5, 6));
        _work.Write("claim/model.safetensors", Weights(4, 5, 6));
        _work.Write("claim/adapter_config.json", $$"""{"base_model_name_or_path": "{{_work["org/base"]}}"}""");
        (await RunAsync("scan", _work["org"], "--each")).ShouldEndWith(0);

        var scan = (await RunAsync("scan", _work["claim"], "--format", "json")).ShouldEndWith(0);
        var finding = scan.Report.Items("models").Single().Items("artifacts").SelectMany(a => a.Items("findings")).Single(f => f.Text("rule") == "ASY-LIN-002");
        finding.Text("severity").ShouldBe("medium");
        finding.Text("message").ShouldContain("/org/other");
    }

    [Fact]
    public async Task Turned_off_it_leaves_no_trace_in_the_report()
    {
        _work.Write("m/model.safetensors", Weights(1));
        var off = await AssayProgram.RunAsync(_work, [("ASSAY_HashVerify__Lineage__Enabled", "false")], "scan", _work["m"], "--format", "json");
        off.ShouldEndWith(0).Output.ShouldNotContain("lineage");
        (await RunAsync("lineage", _work["m"], "--format", "json")).ShouldEndWith(0).Report.GetProperty("tensors").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_said_of_what_was_never_scanned()
    {
        (await RunAsync("lineage", "nothing")).ShouldRefuse("scan it first");
        (await RunAsync("who-has", "abc")).ShouldRefuse("64 hexadecimal digits");
        (await RunAsync("lineage", "nothing", "--format", "xml")).ShouldRefuse("choose text or json");
        (await RunAsync("who-has", new string('0', 64))).ShouldEndWith(0).Output.ShouldContain("no known model");
    }

    private Task<ProgramResult> RunAsync(params string[] arguments) => AssayProgram.RunAsync(_work, arguments);

    private static byte[] Weights(params int[] seeds)
    {
        var header = "{" + string.Join(',', seeds.Select((s, i) => $"\"layer.{i}\":{{\"dtype\":\"F32\",\"shape\":[{Size / 4}],\"data_offsets\":[{i * Size},{(i + 1) * Size}]}}")) + "}";
        var file = new byte[8 + header.Length + (seeds.Length * Size)];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        Encoding.ASCII.GetBytes(header).CopyTo(file, 8);
        for (var i = 0; i < seeds.Length; i++)
        {
            var random = new Random(seeds[i]);
            for (var at = 0; at < Size; at += 4) BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(8 + header.Length + (i * Size) + at), random.NextSingle());
        }
        return file;
    }
}
