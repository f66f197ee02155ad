using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.PythonSource;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Shell;

/// <summary>Reads shell scripts and the steps of container builds.</summary>
public sealed partial class ShellAnalyser : IAnalyser, IRuleData
{
    public AnalyserManifest Manifest { get; } = new("shell", 2, Maturity.Enforcing, [FileFormat.Shell, FileFormat.Dockerfile], [.. ShellRules.All, .. PythonRules.All]);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => PythonReach.Shared.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new SourceFindings(context);
        var text = SourceBytes.Read(context.Bytes, out var isCut);
        if (context.Format == FileFormat.Dockerfile) Examine(Steps(text), "", null, findings, cancellationToken, isContainer: true);
        else Examine(text, "", null, findings, cancellationToken);
        if (context.Format == FileFormat.Shell)
        {
            if (context.Member is not null) findings.Add(ShellRules.InArchive, Severity.Medium, 0, "The model file holds a shell script.");
            else findings.Add(ShellRules.Script, Severity.Low, 0, "The file is a shell script.");
        }
        return new(new AnalysisResult(findings.Ordered(), Math.Min(context.Bytes.Length, SourceBytes.Max), isCut ? "the script is longer than is read" : null));
    }

    /// <summary>Reports what shell text would do, and what Python in it would do.</summary>
    /// <param name="script">The text.</param>
    /// <param name="place">Where it stands, for messages: "cell 3, ".</param>
    /// <param name="fixedOffset">The offset to report; null where the text is the file.</param>
    /// <param name="findings">Where they go.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="isContainer">True where it runs while an image is built: the users of an image are its own.</param>
    internal static void Examine(string script, string place, long? fixedOffset, SourceFindings findings, CancellationToken cancellationToken, bool isContainer = false)
    {
        foreach (var mark in ShellJudge.Judge(script, cancellationToken))
            findings.Add(mark.Rule, isContainer && (mark.Rule == ShellRules.Privileges || mark.Does.StartsWith("adds a user", StringComparison.Ordinal)) ? Severity.Low : mark.Severity, fixedOffset ?? 0, $"A command {mark.Does} ({place}line {mark.Line}).", Evidence.Quoted("command", mark.Command));
        foreach (System.Text.RegularExpressions.Match match in InlinePython().Matches(script))
        {
            var code = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
            PythonText.Examine(code.Replace("\\\"", "\"", StringComparison.Ordinal), new(findings, code, place + "Python in a command, ", fixedOffset ?? 0), PythonPlace.Script, cancellationToken);
        }
        foreach (System.Text.RegularExpressions.Match match in PythonDocument().Matches(script))
            PythonText.Examine(match.Groups[1].Value, new(findings, match.Groups[1].Value, place + "Python in a script, ", fixedOffset ?? 0), PythonPlace.Script, cancellationToken);
    }

    // A build runs the text of RUN; CMD and ENTRYPOINT wait for the start.
    private static string Steps(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var isGoing = i > 0 && lines[i - 1].TrimEnd().EndsWith('\\');
            var line = lines[i].TrimStart();
            if (isGoing) continue;
            var step = line.StartsWith("ONBUILD ", StringComparison.OrdinalIgnoreCase) ? line[8..].TrimStart() : line;
            var verb = step.Split(' ', 2)[0].ToUpperInvariant();
            lines[i] = verb switch
            {
                "RUN" or "CMD" or "ENTRYPOINT" or "HEALTHCHECK" => Bare(step[verb.Length..].Trim()),
                "FROM" or "COPY" or "ENV" or "ARG" or "LABEL" or "WORKDIR" or "EXPOSE" or "USER" or "VOLUME" or "ADD" or "STOPSIGNAL" or "SHELL" or "MAINTAINER" => "",
                _ => lines[i],
            };
        }
        return string.Join('\n', lines);
    }

    private static string Bare(string step)
    {
        while (step.StartsWith("--", StringComparison.Ordinal)) step = step.Contains(' ', StringComparison.Ordinal) ? step[(step.IndexOf(' ', StringComparison.Ordinal) + 1)..].TrimStart() : "";
        return step.StartsWith('[') ? string.Join(' ', step.Trim('[', ']').Split(',').Select(p => p.Trim().Trim('"'))) : step;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"python[\d.]* +(?:-\w+ +)*-c +(?:""((?:[^""\\]|\\.)*)""|'([^']*)')", System.Text.RegularExpressions.RegexOptions.NonBacktracking | System.Text.RegularExpressions.RegexOptions.Singleline)]
    private static partial System.Text.RegularExpressions.Regex InlinePython();

    [System.Text.RegularExpressions.GeneratedRegex(@"python[\d.]*[^\n|;]*<<-? *['""]?[A-Z]+['""]?[^\n]*\n((?:.|\n)*?)\n *[A-Z]+ *(?:\n|$)", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex PythonDocument();
}
