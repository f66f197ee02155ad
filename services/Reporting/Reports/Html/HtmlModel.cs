using System.Text;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Wording;
using static Assay.Reporting.Reports.Html.HtmlText;

namespace Assay.Reporting.Reports.Html;

/// <summary>One model as a section.</summary>
internal sealed class HtmlModel(IRuleCatalogue rules)
{
    /// <summary>Rows of the table of files; the JSON report names them all.</summary>
    private const int MaxFiles = 2000;

    /// <summary>A longer table is closed at the start.</summary>
    private const int OpenUpTo = 12;

    private readonly HtmlFindings _findings = new(rules);

    public string Write(ModelReport model, string anchor)
    {
        var html = new StringBuilder($"<section class=\"model\" id=\"{anchor}\">\n");
        Verdict(html, model);
        _findings.Write(html, model);
        HtmlFindings.Suppressed(html, model);
        Lines(html, "Probes", ProbeWords.Lines(model));
        Lines(html, "What was looked at", CoverageWords.Lines(model));
        Files(html, model);
        var digest = model.Policy.Digest.IsEmpty ? "" : $" ({model.Policy.Digest.Hex[..12]})";
        html.Append($"<p class=\"quiet\">Policy {Safe(model.Policy.Name)}{digest}, scan {model.ScanId}");
        if (model.Source is { Revision: { } revision } source) html.Append($", version {Breakable(source.Name)} at {Safe(revision)}");
        if (!model.ManifestDigest.IsEmpty) html.Append($", manifest <span class=\"hash\">{model.ManifestDigest.Hex}</span>");
        return html.Append(".</p>\n</section>\n").ToString();
    }

    private static void Verdict(StringBuilder html, ModelReport model)
    {
        html.Append($"<div class=\"verdict {Class(model.Verdict)}\">\n<p class=\"word\">{VerdictWords.Name(model.Verdict)}</p>\n");
        html.Append($"<h2 class=\"target\">{Breakable(model.Target)}</h2>\n<p>{VerdictWords.Meaning(model.Verdict)}</p>\n");
        if (model.Reasons.Count > 0)
            html.Append("<ul class=\"reasons\">").AppendJoin("", model.Reasons.Select(r => $"<li>{Breakable(r)}</li>")).Append("</ul>\n");
        var severities = model.Artifacts.SelectMany(a => a.Findings).GroupBy(f => f.Severity).OrderByDescending(g => g.Key).ToList();
        if (severities.Count > 0)
        {
            html.Append("<ul class=\"counts\">");
            foreach (var group in severities)
                html.Append($"<li class=\"badge {HtmlFindings.Class(group.Key)}\">{group.Count()} {HtmlFindings.Class(group.Key)}</li>");
            html.Append("</ul>\n");
        }
        html.Append("</div>\n");
    }

    private static void Files(StringBuilder html, ModelReport model)
    {
        if (model.Artifacts.Count == 0) return;
        var open = model.Artifacts.Count <= OpenUpTo ? " open" : "";
        html.Append($"<h3>Files</h3>\n<details{open}><summary>{ReportNumbers.Plural(model.Artifacts.Count, "file")}");
        html.Append(" with what was found in each</summary>\n<div class=\"scroll\"><table>\n");
        html.Append("<tr><th>File</th><th>Format</th><th class=\"number\">Size</th><th>Findings</th></tr>\n");
        foreach (var file in model.Artifacts.OrderByDescending(Worst).Take(MaxFiles)) File(html, file);
        html.Append("</table></div>\n");
        if (model.Artifacts.Count > MaxFiles)
            html.Append($"<p class=\"quiet\">{ReportNumbers.Plural(model.Artifacts.Count - MaxFiles, "more file")} in the JSON report.</p>\n");
        html.Append("</details>\n");
    }

    private static int Worst(ArtifactReport file) => file.Findings.Count == 0 ? -1 : (int)file.Findings.Max(f => f.Severity);

    private static void File(StringBuilder html, ArtifactReport file)
    {
        var name = file.Path.Length == 0 ? "the model as a whole" : file.Path;
        html.Append($"<tr><td class=\"name\">{Breakable(name)}");
        if (!file.Sha256.IsEmpty) html.Append($"<span class=\"hash\">sha256 {file.Sha256.Hex}</span>");
        html.Append($"</td><td>{Safe(file.Format)}</td><td class=\"number\">{ReportNumbers.Bytes(Math.Max(0, file.Size))}</td><td>");
        var worst = file.Findings.Count == 0 ? "" : $"{HtmlFindings.Badge(file.Findings.Max(f => f.Severity))} ";
        if (file.Findings.Count > 0) html.Append(worst).Append(Safe(ReportNumbers.BySeverity(file.Findings.Select(f => f.Severity))));
        else html.Append(file.Note is { } note ? Breakable(note) : "none");
        if (file.Suppressed.Count > 0) html.Append($" <span class=\"quiet\">({file.Suppressed.Count} suppressed)</span>");
        html.Append("</td></tr>\n");
    }

    private static void Lines(StringBuilder html, string title, IEnumerable<string> lines)
    {
        var items = lines.ToList();
        if (items.Count == 0) return;
        html.Append($"<h3>{title}</h3>\n<ul class=\"plain\">\n");
        foreach (var line in items) html.Append($"<li>{Breakable(line)}</li>\n");
        html.Append("</ul>\n");
    }

    public static string Class(VerdictKind verdict) => verdict.ToString().ToLowerInvariant();
}
