using System.Text;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.Configuration;
using Assay.Inspect.Analysers.PythonSource;
using Assay.Inspect.Analysers.Shell;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Notebook;

/// <summary>Reads notebooks: the code of their cells, the commands in it, and what saved outputs would do in a browser. Pages and drawings, too.</summary>
public sealed class NotebookAnalyser : IAnalyser, IRuleData
{
    private const int MaxBytes = 64 << 20;

    public AnalyserManifest Manifest { get; } = new("notebook", 2, Maturity.Enforcing, [FileFormat.Notebook, FileFormat.Markup], [.. NotebookRules.All, .. PythonRules.All, .. ShellRules.All]);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => PythonReach.Shared.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new SourceFindings(context);
        var read = Math.Min(context.Bytes.Length, MaxBytes);
        var partial = read < context.Bytes.Length ? "the file is larger than is read" : null;
        if (context.Format == FileFormat.Markup) PageJudge.Examine(SourceBytes.Read(context.Bytes, out _), "The page", 0, isScript: false, findings, isPage: true);
        else Cells(context, (int)read, findings, cancellationToken);
        return new(new AnalysisResult(findings.Ordered(), read, partial));
    }

    private static void Cells(AnalysisContext context, int size, SourceFindings findings, CancellationToken cancellationToken)
    {
        var bytes = new byte[size];
        var entries = new JsonEntries(bytes, context.Bytes.Read(0, bytes), cancellationToken);
        var parts = new Dictionary<string, (StringBuilder Text, long Offset)>(StringComparer.Ordinal);
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries.Read())
        {
            if (entry.Value is not { } value || !entry.IsText) continue;
            var cell = entry.Path.Count > 1 ? entry.Path[1] : "";
            // nbformat 3 kept its cells in worksheets, one level further down.
            if (entry.Path is ["worksheets", _, "cells", var old, ..]) cell = old;
            if (entry.Path[^1] == "cell_type") kinds[cell] = value;
            var key = entry.Key;
            var name = key is "source" or "input" && !entry.IsUnder("outputs") ? cell + " source" : entry.IsUnder("outputs") && key.Contains('/', StringComparison.Ordinal) ? cell + " " + key
                : entry.IsUnder("attachments") ? cell + " " + key : null;
            if (name is null || parts.Count > 20_000) continue;
            if (!parts.TryGetValue(name, out var part)) parts[name] = part = (new(), entry.Offset);
            if (part.Text.Length < 8 << 20) part.Text.Append(value);
        }
        if (!entries.IsWhole) findings.Add(NotebookRules.Damaged, Severity.Low, null, "The notebook is no JSON to the end; what could be read was examined.");
        foreach (var (name, (text, offset)) in parts)
        {
            var (cell, what) = (name.Split(' ')[0], name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var place = $"cell {cell.Trim('[', ']')}";
            if (what == "source" && kinds.GetValueOrDefault(cell, "code") == "code") Code(text.ToString(), place, offset, findings, cancellationToken);
            else if (what.Contains("javascript", StringComparison.Ordinal)) PageJudge.Examine(text.ToString(), $"The output of {place}", offset, isScript: true, findings);
            else if (what == "image/svg+xml" && SourceBytes.Base64(text.ToString()) is { } drawing) PageJudge.Examine(drawing, $"A drawing in {place}", offset, isScript: false, findings);
            else if (what is "text/html" or "image/svg+xml" or "text/markdown" || what == "source") PageJudge.Examine(text.ToString(), what == "source" ? $"The text of {place}" : $"The output of {place}", offset, isScript: false, findings);
        }
    }

    /// <summary>Commands and magics go to the shell's judge, the rest to Python's, with the lines where they stood.</summary>
    private static void Code(string code, string place, long offset, SourceFindings findings, CancellationToken cancellationToken)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var first = Array.FindIndex(lines, l => l.Trim().Length > 0);
        if (first >= 0 && lines[first].TrimStart() is var magic && magic.StartsWith("%%", StringComparison.Ordinal))
        {
            var rest = string.Join('\n', lines.Skip(first + 1));
            var name = magic[2..].Split(' ')[0];
            if (name is "bash" or "sh" or "script" or "cmd" or "system" or "sx" || magic == "%%!") ShellAnalyser.Examine(rest, place + ", ", offset, findings, cancellationToken);
            else if (name is "javascript" or "js" or "html" or "svg") PageJudge.Examine(rest, "The code of " + place, offset, name is "javascript" or "js", findings);
            else if (name is "ruby" or "perl" or "R" or "node") Foreign(rest, place, offset, findings, cancellationToken);
            else if (name is not ("writefile" or "latex" or "markdown" or "sql" or "R" or "cython" or "ruby" or "perl" or "file")) Python(rest, place, offset, findings, cancellationToken);
            return;
        }
        var shell = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimStart();
            var command = line.StartsWith("%system", StringComparison.Ordinal) || line.StartsWith("%sx", StringComparison.Ordinal) ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]
                : line.StartsWith('!') ? line.TrimStart('!') : Assigned(line);
            if (command is not null) shell.Append(command).Append('\n');
            if (line.StartsWith("%run ", StringComparison.Ordinal) || line.StartsWith("%load ", StringComparison.Ordinal))
            {
                if (line.Contains("://", StringComparison.Ordinal) && !line.Contains("://raw.githubusercontent.com/", StringComparison.Ordinal))
                    findings.Add(ShellRules.Downloads, Severity.High, offset, $"A magic runs a file of another machine ({place}, line {i + 1}).", Evidence.Quoted("command", line));
            }
            if (command is null && !line.StartsWith('%') && !line.StartsWith('?') && !line.TrimEnd().EndsWith('?')) continue;
            // A time magic runs the statement behind it.
            var timed = line.StartsWith("%time", StringComparison.Ordinal) && line.Contains(' ', StringComparison.Ordinal) ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : "pass";
            lines[i] = string.Concat(lines[i].AsSpan(0, lines[i].Length - line.Length), timed);
        }
        if (shell.Length > 0) ShellAnalyser.Examine(shell.ToString(), place + ", ", offset, findings, cancellationToken);
        Python(string.Join('\n', lines), place, offset, findings, cancellationToken);
    }

    // Patterns of other languages: a call that hands a text to a shell, judged as that text.
    private static void Foreign(string code, string place, long offset, SourceFindings findings, CancellationToken cancellationToken)
    {
        foreach (var mark in ShellJudge.Judge(code, cancellationToken).Where(m => m.Severity >= Severity.High && m.Rule != ShellRules.Obscured))
            findings.Add(mark.Rule, mark.Severity, offset, $"A command {mark.Does} ({place}, line {mark.Line}).", Evidence.Quoted("command", mark.Command));
    }

    private static string? Assigned(string line)
    {
        var at = line.IndexOf("= !", StringComparison.Ordinal);
        if (at < 0) at = line.IndexOf("=!", StringComparison.Ordinal) is var tight and > 0 && !line.AsSpan(tight).StartsWith("=!=") ? tight - 1 : -1;
        return at > 0 && line.AsSpan(0, at).IndexOfAny("\"'(") < 0 ? line[(line.IndexOf('!', at) + 1)..] : null;
    }

    private static void Python(string code, string place, long offset, SourceFindings findings, CancellationToken cancellationToken) =>
        PythonText.Examine(code, new(findings, code, place + ", ", offset), PythonPlace.Script, cancellationToken);
}
