using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.PythonSource;
using Assay.Inspect.Analysers.Requirements;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Configuration;

/// <summary>Reads JSON, YAML and TOML for what makes a loader import, call or run something.</summary>
public sealed partial class ConfigAnalyser : IAnalyser, IRuleData
{
    private const int MaxBytes = 96 << 20;

    // Nobody refers to anchors so that a thousandfold comes of it; ten thousand entries are a large honest file.
    private const double MaxExpansion = 1_000_000;

    public AnalyserManifest Manifest { get; } = new("configuration", 2, Maturity.Enforcing,
        [FileFormat.Json, FileFormat.Yaml, FileFormat.Toml, FileFormat.Text], [.. ConfigRules.All, .. RequirementRules.All]);

    /// <inheritdoc/>
    public Sha256Digest DataDigest => PythonReach.Shared.Digest;

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new SourceFindings(context);
        if (context.Format == FileFormat.Json) return new(Json(context, findings, cancellationToken));
        if (context.Format == FileFormat.Text)
        {
            // Python's reader takes NaN and the like for JSON; and a name without an ending may be MLflow's description of a model.
            if (context.Hint == NameHint.Json) return new(Json(context, findings, cancellationToken));
            if (!IsDescription(context)) return new(new AnalysisResult([], 0));
        }
        var text = SourceBytes.Read(context.Bytes, out var isCut);
        var examination = new ConfigExamination(findings, cancellationToken);
        if (context.Format == FileFormat.Toml) foreach (var entry in TomlEntries.Read(text)) examination.Take(entry);
        else Yaml(text, findings, examination, cancellationToken);
        examination.Finish();
        return new(new AnalysisResult(findings.Ordered(), Math.Min(context.Bytes.Length, SourceBytes.Max), isCut ? "the file is larger than is read" : null));
    }

    private static bool IsDescription(AnalysisContext context)
    {
        if (context.Hint != NameHint.None || context.Bytes.Length > 1 << 20) return false;
        Span<byte> head = stackalloc byte[64];
        head = head[..context.Bytes.Read(0, head)];
        return head.StartsWith("artifact_path:"u8) || head.StartsWith("flavors:"u8) || head.StartsWith("name:"u8) || head.StartsWith("python_env:"u8) || head.StartsWith("entry_points:"u8);
    }

    private static AnalysisResult Json(AnalysisContext context, SourceFindings findings, CancellationToken cancellationToken)
    {
        var bytes = new byte[(int)Math.Min(context.Bytes.Length, MaxBytes)];
        var length = context.Bytes.Read(0, bytes);
        var examination = new ConfigExamination(findings, cancellationToken);
        var entries = new JsonEntries(bytes, length, cancellationToken);
        foreach (var entry in entries.Read()) examination.Take(entry);
        examination.Finish();
        return new(findings.Ordered(), length, context.Bytes.Length > length ? "the file is larger than is read" : null);
    }

    private static void Yaml(string text, SourceFindings findings, ConfigExamination examination, CancellationToken cancellationToken)
    {
        var yaml = new YamlEntries(text, cancellationToken);
        foreach (var entry in yaml.Read()) examination.Take(entry);
        foreach (var (tag, line, offset) in yaml.Tags) Tag(tag, line, offset, findings);
        if (yaml.Expansion > MaxExpansion) findings.Add(ConfigRules.Bomb, Severity.Medium, 0, $"{yaml.Aliases} references unfold the file to more than a million parts.");
        if (yaml.Error is null) return;
        // PyYAML and this reader differ in small things: what one refuses is searched line by line.
        var isSharp = false;
        var number = 0;
        foreach (var line in text.Split('\n').Take(200_000))
        {
            number++;
            if (PythonTag().Match(line) is { Success: true } match)
            {
                isSharp = true;
                Tag("tag:yaml.org,2002:python/" + match.Groups[1].Value, number, 0, findings);
            }
            else if (TargetLine().Match(line) is { Success: true } target) examination.Take(new([target.Groups[1].Value], target.Groups[2].Value, 0, number));
        }
        findings.Add(ConfigRules.Unread, isSharp ? Severity.Medium : Severity.Low, 0, $"The file is no YAML to the end; {yaml.Error}.");
    }

    private static void Tag(string tag, int line, long offset, SourceFindings findings)
    {
        var at = tag.IndexOf("python/", StringComparison.Ordinal);
        if (at < 0)
        {
            if (tag.StartsWith("!ruby/", StringComparison.Ordinal) || tag.Contains(":ruby/", StringComparison.Ordinal) || tag.Contains("javax.", StringComparison.Ordinal) || tag.Contains("java.", StringComparison.Ordinal))
                findings.Add(ConfigRules.Object, Severity.High, offset, $"The tag '{EvidenceText.Quote(tag, 120)}' makes an object of another language (line {line}).", Evidence.Quoted("tag", tag));
            return;
        }
        var kind = tag[(at + 7)..];
        if (kind is "tuple" or "str" or "unicode" or "bytes" or "int" or "long" or "float" or "complex" or "list" or "dict" or "bool" or "none") return;
        var name = kind.Contains(':', StringComparison.Ordinal) ? kind[(kind.IndexOf(':', StringComparison.Ordinal) + 1)..] : "";
        var judged = TargetJudge.Judge(Uri.UnescapeDataString(name), isStrict: true);
        var isCall = kind.StartsWith("object/apply", StringComparison.Ordinal) || kind.StartsWith("object/new", StringComparison.Ordinal);
        var severity = judged is { Severity: >= Severity.High } ? Severity.Critical : isCall ? judged is null ? Severity.Medium : Severity.High : Severity.Medium;
        findings.Add(ConfigRules.Object, severity, offset, $"The tag '{EvidenceText.Quote(kind, 120)}' makes a loader import {(isCall ? "and call " : "")}'{EvidenceText.Quote(name, 80)}' (line {line}).", Evidence.Quoted("tag", tag));
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(?:!!|:|!<[^>]*)python/([\w/:.]+)", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex PythonTag();

    [System.Text.RegularExpressions.GeneratedRegex(@"^[\s-]*['""]?(_target_|class_path|loader_module)['""]?\s*:\s*['""]?([\w.]+)", System.Text.RegularExpressions.RegexOptions.NonBacktracking)]
    private static partial System.Text.RegularExpressions.Regex TargetLine();
}
