using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.Shell;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Script;

/// <summary>Reads scripts of other languages for calls that start programs or run decoded text.</summary>
public sealed partial class ScriptAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new("script", 2, Maturity.Enforcing, [FileFormat.Script], [.. ScriptRules.All, .. ShellRules.All]);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new SourceFindings(context);
        var text = SourceBytes.Read(context.Bytes, out var isCut);
        var code = Comments().Replace(text, " ");
        foreach (Match match in Commands().Matches(code).Take(100))
            findings.Add(ScriptRules.Runs, Severity.High, SourceBytes.OffsetOf(text, Math.Min(match.Index, text.Length)), "The script starts a program that is named in it.", Evidence.Quoted("source", match.Value));
        foreach (Match match in Decoded().Matches(code).Take(100))
            findings.Add(ScriptRules.Runs, Severity.High, SourceBytes.OffsetOf(text, Math.Min(match.Index, text.Length)), "The script decodes text and runs it.", Evidence.Quoted("source", match.Value));
        if (Possible().Match(code) is { Success: true } possible && findings.Worst is null)
            findings.Add(ScriptRules.Reaches, Severity.Medium, SourceBytes.OffsetOf(text, Math.Min(possible.Index, text.Length)), "The script can start programs.", Evidence.Quoted("source", possible.Value));
        foreach (var mark in ShellJudge.Judge(code, cancellationToken).Where(m => m.Severity >= Severity.High && m.Rule != ShellRules.Obscured))
            findings.Add(mark.Rule, mark.Severity, 0, $"A command in the script {mark.Does} (line {mark.Line}).", Evidence.Quoted("command", mark.Command));
        findings.Add(ScriptRules.Present, Severity.Info, 0, "The file is a script.");
        return new(new AnalysisResult(findings.Ordered(), Math.Min(context.Bytes.Length, SourceBytes.Max), isCut ? "the script is longer than is read" : null));
    }

    [GeneratedRegex(@"(?m)(?:^|\s)//[^\n]*|/\*[^*]*\*/|^\s*(?:#|--)[^\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex Comments();

    [GeneratedRegex(@"child_process['""`]\s*\)\s*\.\s*(?:exec|spawn|fork)\w*\s*\([^)\n]*|\b(?:execSync|spawnSync|execFileSync)\s*\(\s*['""`][^)\n]*|\bos\.execute\s*\([^)\n]*|\bio\.popen\s*\([^)\n]*|\bffi\.C\.(?:system|popen|execve)\s*\([^)\n]*|(?:^|[;\n]\s*)(?:(?:system|exec|passthru|shell_exec|proc_open|popen|shell)\s*\(?\s*['""]|(?:system|exec|passthru|shell_exec|proc_open|popen)\s*\(\s*\$_(?:GET|POST|REQUEST|COOKIE)|\brun\s*\(\s*`|system2?\s*\(\s*['""]|qx\s*[({/])[^)\n]*|\bKernel\.(?:system|exec|spawn)\b[^\n]*|\bIO\.popen\b[^\n]*|\bOpen3\.\w+[^\n]*|%x[{(\[][^\n]*|ActiveXObject\s*\(\s*['""`](?:WScript|Shell\.|Scripting|ADODB)[^)\n]*|WScript\.Shell|\bio\s*\[\s*['""]popen['""]\s*\]|\bos\s*\[\s*['""]execute['""]\s*\]|^\s*`[^`\n]+`\s*$|Deno\.(?:run|Command)\s*\(|Bun\.spawn", RegexOptions.NonBacktracking)]
    private static partial Regex Commands();

    [GeneratedRegex(@"\beval\s*\(\s*(?:atob|Buffer\.from|unescape|decodeURIComponent|String\.fromCharCode|Base64|\w+\.decode64)[^\n]*|new\s+Function\s*\(\s*(?:atob|Buffer)[^\n]*|\bFunction\s*\(\s*atob[^\n]*|\bload(?:string)?\s*\(\s*(?:\w+\.)?(?:decode|unb64|b64|string\.char)\w*[^\n]*|eval\s*\(?\s*(?:decode_base64|pack\s*\(|unpack)[^\n]*|eval\s*\(\s*(?:base64_decode|gzinflate|gzuncompress|str_rot13)[^\n]*|eval\s*\(\s*parse\s*\(\s*(?:text\s*=\s*)?(?:url|rawToChar|base64|readLines\s*\(\s*['""]http|['""]http)[^\n]*|source\s*\(\s*['""]https?:[^\n]*|instance_eval\s*\(?\s*Base64|Marshal\.load", RegexOptions.NonBacktracking)]
    private static partial Regex Decoded();

    [GeneratedRegex(@"require\s*\(\s*['""`](?:node:)?child_['""` +]*process['""`]\s*\)|require\s*\(\s*['""`][\w:]*['""`]\s*\+\s*['""`]|from\s+['""`](?:node:)?child_process['""`]|package\.loadlib\s*\(", RegexOptions.NonBacktracking)]
    private static partial Regex Possible();
}
