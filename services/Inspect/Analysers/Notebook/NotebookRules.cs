using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Notebook;

/// <summary>The rules for notebooks and pages.</summary>
internal static class NotebookRules
{
    private const string Scripting = "CWE-79";
    private const string Artifact = "AML.T0011";

    public static Rule Attack { get; } = new(
        "ASY-NBK-001", "A page acts on whoever opens it", Severity.High,
        "A saved output or a page runs script: it can start code in the notebook, read what the browser knows, or send it away.",
        "Do not open it. Clear all outputs in a text editor first.",
        "Jupyter.notebook.kernel.execute(…) in an output", [Scripting, "CVE-2021-32798", Artifact]);

    public static Rule Active { get; } = new(
        "ASY-NBK-002", "A page holds script", Severity.Low,
        "Plots and widgets bring script, which notebooks run only when the file is trusted.",
        "Trust the notebook only if you know its author.",
        "a plotly figure", [Scripting, Artifact]);

    public static Rule Foreign { get; } = new(
        "ASY-NBK-003", "A page loads or calls what it names in script", Severity.Medium,
        "Script of another host, or a handler in an image tag, runs when the page is shown.",
        "Look at the address before you open the page.",
        "<img src=x onerror=…>", [Scripting, "CWE-829", Artifact]);

    public static Rule Damaged { get; } = new(
        "ASY-NBK-004", "The notebook could not be read", Severity.Low,
        "It is no JSON to the end; what could be read was examined.",
        "Fetch the file again.",
        "a cut-off notebook", ["CWE-20", Artifact]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Attack, Active, Foreign, Damaged];
}
