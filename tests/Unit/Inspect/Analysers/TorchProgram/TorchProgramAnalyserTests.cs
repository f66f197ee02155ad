using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.TorchProgram;

namespace Assay.Tests.Unit.Inspect.Analysers.TorchProgram;

public sealed class TorchProgramAnalyserTests
{
    private static Task<TestBedResult> Run(string code, string format = FileFormat.Python) =>
        TestBed.For(new TorchProgramAnalyser()).WithBytes(Encoding.UTF8.GetBytes(code)).As(format).RunAsync(TestContext.Current.CancellationToken);

    private static string Script(string line) =>
        "class M(Module):\n  __parameters__ = []\n  def forward(self: __torch__.M, x: Tensor) -> Tensor:\n    " + line + "\n    return x\n";

    [Theory]
    [InlineData("ops.aten.save(x, \"/tmp/assay-canary\")")]
    [InlineData("_0 = torch.from_file(\"/etc/hostname\", False, 10)")]
    [InlineData("_0 = ops.aten.from_file(\"x\", None)")]
    public async Task An_operator_that_opens_files_is_high(string line) => (await Run(Script(line))).Of("ASY-PKL-017").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task An_operator_of_a_foreign_library_is_medium_and_named()
    {
        var finding = (await Run(Script("_0 = ops.my_library.transform(x)"))).Of("ASY-PKL-018");
        finding.Severity.ShouldBe(Severity.Medium);
        finding.Message.ShouldContain("my_library::transform");
    }

    [Fact]
    public async Task A_call_back_into_python_is_high() => (await Run(Script("_0 = ^MyFunction()(x)"))).Of("ASY-PKL-019").Severity.ShouldBe(Severity.High);

    [Theory]
    [InlineData("_0 = torch.relu(x)")]
    [InlineData("_0 = ops.prim.data(x)")]
    [InlineData("_0 = ops.torchvision.nms(x, y, 0.5)")]
    [InlineData("_0 = ops.quantized.linear(x, p, 1., 0)")]
    [InlineData("_0 = torch.__xor__(a, b)")]
    public async Task What_torch_compiles_by_itself_is_no_finding(string line) => (await Run(Script(line))).Findings.ShouldBeEmpty();

    [Fact]
    public async Task Ordinary_python_is_none_of_its_business() => (await Run("import torch\ntorch.save(model, '/tmp/x')\n")).Findings.ShouldBeEmpty();

    [Fact]
    public async Task An_exported_graph_with_a_foreign_operator_is_reported() =>
        (await Run("{\"graph_module\": {\"nodes\": [{\"target\": \"torch.ops.aten.add.Tensor\"}, {\"target\": \"torch.ops.evil.run.default\"}]}}", FileFormat.Json))
            .Of("ASY-PKL-018").Message.ShouldContain("evil::run");
}
