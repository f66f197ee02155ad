using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.Configuration;
using Assay.Inspect.Analysers.PythonSource;
using Assay.Inspect.Analysers.Shell;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Workflow;

/// <summary>Reads workflows of GitHub for steps that give away what the repository guards.</summary>
public sealed partial class WorkflowAnalyser : IAnalyser, IRuleData
{
    public AnalyserManifest Manifest { get; } = new("workflow", 1, Maturity.Enforcing, [FileFormat.Workflow], [.. WorkflowRules.All, .. ShellRules.All, .. PythonRules.All]);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => PythonReach.Shared.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new SourceFindings(context);
        var text = SourceBytes.Read(context.Bytes, out _, 4 << 20);
        var isForeign = ForeignTrigger().IsMatch(text);
        var checksOut = false;
        foreach (var entry in new YamlEntries(text, cancellationToken).Read())
        {
            if (entry.Value is not { } value) continue;
            if (entry.Key == "run") Step(entry, value, findings, cancellationToken);
            if (entry.Key is "ref" or "repository" && Request().IsMatch(value)) checksOut = true;
            if (entry.Key == "run" && isForeign && Fetch().IsMatch(value)) checksOut = true;
            if (entry.Key == "uses" && value.Contains('@', StringComparison.Ordinal) && !Commit().IsMatch(value)) findings.Add(WorkflowRules.Unpinned, Severity.Info, entry.Offset, $"The action {EvidenceText.Quote(value, 80)} is not pinned (line {entry.Line}).");
        }
        if (isForeign && checksOut) findings.Add(WorkflowRules.Untrusted, Severity.High, 0, "A request from outside starts the workflow with the repository's rights, and its code is checked out.");
        return new(new AnalysisResult(findings.Ordered(), context.Bytes.Length));
    }

    private static void Step(ConfigEntry entry, string script, SourceFindings findings, CancellationToken cancellationToken)
    {
        ShellAnalyser.Examine(script, $"step at line {entry.Line}, ", entry.Offset, findings, cancellationToken);
        foreach (var line in script.Split('\n'))
        {
            if (Stranger().IsMatch(line)) findings.Add(WorkflowRules.Injection, Severity.Medium, entry.Offset, $"A stranger's text becomes part of a command (line {entry.Line}).", Evidence.Quoted("command", line.Trim()));
            if (!SecretUse().IsMatch(line)) continue;
            var isSent = Sends().IsMatch(line) && !Trusted().IsMatch(line);
            if (isSent || Printed().IsMatch(line)) findings.Add(WorkflowRules.Secret, Severity.High, entry.Offset, $"A secret of the repository is given away (line {entry.Line}).", Evidence.Quoted("command", line.Trim()));
        }
    }

    [GeneratedRegex(@"pull_request_target|workflow_run|issue_comment", RegexOptions.NonBacktracking)]
    private static partial Regex ForeignTrigger();

    [GeneratedRegex(@"github\.event\.pull_request\.head|github\.head_ref|github\.event\.workflow_run\.head|refs/pull/", RegexOptions.NonBacktracking)]
    private static partial Regex Request();

    [GeneratedRegex(@"gh +pr +checkout|git +fetch[^\n]*pull/|git +checkout[^\n]*(?:head_ref|head\.sha|FETCH_HEAD)", RegexOptions.NonBacktracking)]
    private static partial Regex Fetch();

    [GeneratedRegex(@"@[0-9a-f]{40}\b|^\./|^actions/|^docker://", RegexOptions.NonBacktracking)]
    private static partial Regex Commit();

    [GeneratedRegex(@"\$\{\{[^}]*github\.(?:event\.(?:issue|pull_request|comment|review|discussion|head_commit|commits|pages)\S*(?:title|body|message|name|ref|label|email)|head_ref)[^}]*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Stranger();

    [GeneratedRegex(@"\$\{\{ *(?:secrets\.|toJSON\( *secrets)|secrets\.GITHUB_TOKEN", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex SecretUse();

    [GeneratedRegex(@"\b(?:curl|wget|nc|ncat|http)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Sends();

    [GeneratedRegex(@"https://(?:[\w.-]+\.)?(?:github\.com|huggingface\.co|pypi\.org|githubusercontent\.com|docker\.com|slack\.com|codecov\.io|googleapis\.com|amazonaws\.com|azure\.com)[/:'"" ]", RegexOptions.NonBacktracking)]
    private static partial Regex Trusted();

    [GeneratedRegex(@"(?:echo|printf|cat)\b.*\|.*(?:base64|rev|xxd|sed|tr|hexdump|od)\b|toJSON\( *secrets", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Printed();
}
