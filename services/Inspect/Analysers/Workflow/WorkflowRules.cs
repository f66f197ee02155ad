using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Workflow;

/// <summary>The rules for build workflows.</summary>
internal static class WorkflowRules
{
    private const string SupplyChain = "AML.T0010";

    public static Rule Untrusted { get; } = new(
        "ASY-WFL-001", "A workflow runs a stranger's code with the repository's rights", Severity.High,
        "It starts for requests from outside, holds the repository's secrets, and checks out and runs what the request brings.",
        "Use pull_request, or check out nothing of the request.",
        "on: pull_request_target with a checkout of github.event.pull_request.head.sha", ["CWE-829", "CWE-913", SupplyChain]);

    public static Rule Injection { get; } = new(
        "ASY-WFL-002", "A workflow puts a stranger's text into a command", Severity.Medium,
        "The title of an issue, or the name of a branch, becomes part of a shell script.",
        "Pass the text through an environment variable.",
        "run: echo ${{ github.event.issue.title }}", ["CWE-78", SupplyChain]);

    public static Rule Secret { get; } = new(
        "ASY-WFL-003", "A workflow gives its secrets away", Severity.High,
        "A secret of the repository goes into a request, or is printed in a form that is not masked.",
        "Remove the step and replace the secret.",
        "run: curl http://…/${{ secrets.TOKEN }}", ["CWE-200", "CWE-532", SupplyChain]);

    public static Rule Unpinned { get; } = new(
        "ASY-WFL-004", "A workflow uses an action that can change", Severity.Info,
        "A tag can be moved to other code; a commit cannot.",
        "Pin the commit.",
        "uses: someone/action@main", ["CWE-829", SupplyChain]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [Untrusted, Injection, Secret, Unpinned];
}
