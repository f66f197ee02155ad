using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Requirements;

namespace Assay.Tests.Unit.Inspect.Analysers.Requirements;

public sealed class RequirementsAnalyserTests
{
    private static async Task<Severity?> Worst(string text) => (await TestBed.For(new RequirementsAnalyser()).WithBytes(Encoding.UTF8.GetBytes(text))
        .As(FileFormat.Requirements).RunAsync(TestContext.Current.CancellationToken)).Worst;

    [Theory]
    [InlineData("--extra-index-url https://packages.collect.invalid/simple", Severity.Medium)]
    [InlineData("torch \\\n  --index-url http://127.0.0.1:9/simple", Severity.High)]
    [InlineData("--trusted-host collect.invalid", Severity.Medium)]
    [InlineData("torchtriton==2.0.0", Severity.High)]
    [InlineData("tranzformers", Severity.Medium)]
    [InlineData("x @ https://collect.invalid/x.whl", Severity.Medium)]
    [InlineData("git+http://127.0.0.1/x.git", Severity.High)]
    [InlineData("-r https://collect.invalid/list.txt", Severity.Medium)]
    public async Task Foreign_sources_and_wrong_names_are_reported(string line, Severity severity) => (await Worst(line)).ShouldBe(severity);

    [Theory]
    [InlineData("torch==2.1.0\ntransformers>=4.40 # pinned\nnumpy; python_version < '3.12'\nscikit-learn[all]\njax\njaxlib\nflax\noptax")]
    [InlineData("--extra-index-url https://download.pytorch.org/whl/cu118\ntorch")]
    [InlineData("-r base.txt\n# --index-url http://evil.invalid")]
    public async Task Honest_lists_are_silent(string text) => (await Worst(text)).ShouldBeNull();

    [Fact]
    public async Task Sources_on_the_usual_hosts_are_low() => (await Worst("git+https://github.com/huggingface/transformers\n-e .")).ShouldBe(Severity.Low);
}
