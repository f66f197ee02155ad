using Assay.Contracts.Reports;
using Assay.Domain.Facts;

namespace Assay.Reporting.Reports.Wording;

/// <summary>The coverage of a model as a few lines of prose. The text holds untrusted parts: it is escaped by whoever prints it.</summary>
internal static class CoverageWords
{
    /// <summary>Files named in the list of what was not read; the JSON report names them all.</summary>
    private const int MaxFiles = 10;

    /// <summary>Files named in the list of what is not accounted for.</summary>
    private const int MaxGaps = 5;

    public static IEnumerable<string> Lines(ModelReport model)
    {
        var coverage = model.Coverage;
        var shown = coverage.Analysers.Where(a => !string.Equals(a.Maturity, nameof(Maturity.Shadow), StringComparison.OrdinalIgnoreCase)).ToList();
        yield return $"Read {coverage.FilesRead} of {ReportNumbers.Plural(coverage.Files, "file")}, "
            + $"{ReportNumbers.Bytes(coverage.BytesRead)} of {ReportNumbers.Bytes(coverage.Bytes)}; "
            + $"depth {model.Depth.ToString().ToLowerInvariant()}.";
        var ran = shown.Where(a => a.Status == CoverageStatus.Ran)
            .Select(a => a.Artifacts > 0 ? $"{a.Analyser} ({ReportNumbers.Plural(a.Artifacts, "file")})" : a.Analyser);
        yield return Sentence("Ran", ran, ifEmpty: "Ran: no analyser at all.")!;
        var partly = shown.Where(a => a.Status == CoverageStatus.Partial).Select(WithReason);
        if (Sentence("Ran in part", partly) is { } partial) yield return partial;
        var missing = shown.Where(a => a.Status is CoverageStatus.Failed or CoverageStatus.Absent)
            .Select(a => $"{a.Analyser} {a.Status.ToString().ToLowerInvariant()}: {a.Reason ?? "no reason was recorded"}");
        if (Sentence("Did NOT run although needed", missing) is { } absent) yield return absent;
        var skipped = shown.Where(a => a.Status == CoverageStatus.Skipped).GroupBy(a => a.Reason)
            .Select(group => string.Join(", ", group.Select(a => a.Analyser)) + (group.Key is null ? "" : $" ({group.Key})"));
        if (Sentence("Did not run, not needed here", skipped) is { } unneeded) yield return unneeded;
        if (NotRead(model) is { } unread) yield return unread;
        if (NotUnderstood(model) is { } gaps) yield return gaps;
        if (VouchingWords.Line(model) is { } vouched) yield return vouched;
        foreach (var warning in coverage.Warnings) yield return "Warning: " + warning;
    }

    private static string? NotRead(ModelReport model)
    {
        // The entry without a path stands for the model as a whole, and is no file that could be read.
        var unread = model.Artifacts.Where(a => a.Sha256.IsEmpty && a.Path.Length > 0).ToList();
        if (unread.Count == 0) return null;
        var named = unread.Take(MaxFiles).Select(a => a.Note is null ? a.Path : $"{a.Path} ({a.Note})");
        var rest = unread.Count > MaxFiles ? $"; and {unread.Count - MaxFiles} more" : "";
        return $"Not read completely: {string.Join("; ", named)}{rest}.";
    }

    private static string? NotUnderstood(ModelReport model)
    {
        var gaps = model.Artifacts.Where(a => a.NotUnderstood.Count > 0).ToList();
        if (gaps.Count == 0) return null;
        var named = gaps.Take(MaxGaps).Select(a => $"{a.Path}{Place(a.NotUnderstood[0])}");
        var rest = gaps.Count > MaxGaps ? $"; and {gaps.Count - MaxGaps} more files" : "";
        return $"Bytes that no reader accounts for, so that anything could be in them: {string.Join("; ", named)}{rest}.";
    }

    private static string Place(CoverageGap gap) =>
        $"{(gap.Member is null ? "" : "!/" + gap.Member)}, {ReportNumbers.Plural(gap.Length, "byte")} from {gap.Offset} on ({gap.Reason})";

    private static string WithReason(AnalyserCoverage analyser) =>
        analyser.Reason is null ? analyser.Analyser : $"{analyser.Analyser}: {analyser.Reason}";

    private static string? Sentence(string lead, IEnumerable<string> parts, string? ifEmpty = null)
    {
        var text = string.Join("; ", parts);
        return text.Length == 0 ? ifEmpty : $"{lead}: {text.TrimEnd('.')}.";
    }
}
