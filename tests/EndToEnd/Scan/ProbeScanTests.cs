using System.Text.Json;
using Assay.Tests.EndToEnd.Running;

namespace Assay.Tests.EndToEnd.Scan;

public sealed class ProbeScanTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_probe_runs_the_model_and_says_what_it_measured()
    {
        var native = NativeLibrary.Find();
        if (native is null) Assert.Skip("ONNX Runtime's library is not on this machine");
        var model = Repository.File("examples/models/tiny-mlp.onnx");
        if (model is null) Assert.Skip("the example models are not here");

        var result = await AssayProgram.RunAsync(_work, [("ASSAY_NATIVE_DIR", native)], "scan", model, "--depth", "probe", "--format", "json");

        result.Error.ShouldBeEmpty();
        result.Report.ShouldBeReport();
        result.Report.Text("depth").ShouldBe("probe");
        result.Report.Items("models").Single().Items("probes").ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Without_the_library_a_probe_is_incomplete_and_says_so()
    {
        var model = Repository.File("examples/models/tiny-mlp.onnx");
        if (model is null) Assert.Skip("the example models are not here");

        var result = await AssayProgram.RunAsync(_work, [("ASSAY_ONNXRUNTIME", _work["absent.so"])], "scan", model, "--depth", "probe", "--format", "json");

        result.ShouldEndWith(2).ShouldSayInOneLine("incomplete");
        result.Report.Text("verdict").ShouldBe("incomplete");
        result.Report.Items("models").Single().Items("probes").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_model_is_compared_with_its_base_whichever_of_them_the_run_takes_first()
    {
        var native = NativeLibrary.Find();
        if (native is null) Assert.Skip("ONNX Runtime's library is not on this machine");
        var model = Repository.File("examples/models/tiny-mlp.onnx");
        if (model is null) Assert.Skip("the example models are not here");
        var bytes = await File.ReadAllBytesAsync(model, TestContext.Current.CancellationToken);
        Lay("m-base", bytes, null);
        // Another documentation text (field 6 of a model): other bytes, the same model.
        Lay("a-tune", [.. bytes, 0x32, 1, (byte)'a'], "m-base");
        Lay("z-tune", [.. bytes, 0x32, 1, (byte)'z'], "m-base");
        Lay("lost", [.. bytes, 0x32, 1, (byte)'l'], "somebody/nowhere");

        var result = await AssayProgram.RunAsync(_work, [("ASSAY_NATIVE_DIR", native)], "scan", _work["run"], "--each", "--depth", "probe", "--format", "json", "--offline");

        result.Report.ShouldBeReport();
        foreach (var tune in result.Report.Items("models").Where(m => m.Text("target").EndsWith("-tune", StringComparison.Ordinal)))
        {
            // The example takes neither an image nor tokens, so its weights are compared and its answers are not.
            Coverage(tune).Text("status").ShouldBe("partial");
            tune.Items("artifacts").SelectMany(a => a.Items("findings")).ShouldContain(f => f.Text("rule") == "ASY-PRB-305" && f.Text("message").Contains("m-base"));
        }
        var lost = Coverage(result.Report.Items("models").Single(m => m.Text("target").EndsWith("lost", StringComparison.Ordinal)));
        lost.Text("status").ShouldBe("skipped");
        lost.Text("reason").ShouldContain("somebody/nowhere");
    }

    private static JsonElement Coverage(JsonElement model) =>
        model.GetProperty("coverage").Items("analysers").Single(a => a.Text("analyser") == "probe.lineage");

    private void Lay(string name, byte[] model, string? declared)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_work["run"], name)).FullName;
        File.WriteAllBytes(Path.Combine(folder, "model.onnx"), model);
        if (declared is not null) File.WriteAllText(Path.Combine(folder, "README.md"), $"---\nbase_model: {declared}\n---\n");
    }
}
