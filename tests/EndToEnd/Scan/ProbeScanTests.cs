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
}
