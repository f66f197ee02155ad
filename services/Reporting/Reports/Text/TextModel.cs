using Assay.Contracts.Reports;
using Assay.Reporting.Reports.Wording;

namespace Assay.Reporting.Reports.Text;

/// <summary>Draws one model: verdict, reasons, findings, probes, coverage.</summary>
internal sealed class TextModel(TextCanvas canvas)
{
    /// <summary>More findings than anybody reads on a terminal; the JSON report has them all.</summary>
    private const int MaxFindings = 100;

    private const int LabelWidth = 10;

    public void Draw(ModelReport model)
    {
        var name = VerdictWords.Name(model.Verdict);
        canvas.Labelled(0, name, name.Length + 2, model.Target, Tones.Of(model.Verdict), Tone.Heading);
        canvas.Line(2, VerdictWords.Meaning(model.Verdict));
        if (model.Reasons.Count > 0) Section("Why", model.Reasons);
        Findings(PlacedFinding.Of(model));
        var probes = ProbeWords.Lines(model).ToList();
        if (probes.Count > 0) Section("Probes", probes);
        Section("What was looked at", CoverageWords.Lines(model));
        if (model.Source is { Revision: { } revision } source) canvas.Line(4, $"Version: {source.Name} at {revision}", Tone.Quiet);
        canvas.Line(4, $"Policy: {model.Policy.Name}. Scan: {model.ScanId}", Tone.Quiet);
        canvas.Blank();
    }

    private void Findings(IReadOnlyList<PlacedFinding> findings)
    {
        if (findings.Count == 0) return;
        canvas.Blank();
        canvas.Line(2, $"Findings: {ReportNumbers.BySeverity(findings.Select(f => f.Finding.Severity))}", Tone.Heading);
        foreach (var placed in findings.Take(MaxFindings)) Finding(placed);
        if (findings.Count > MaxFindings) canvas.Line(4, $"{findings.Count - MaxFindings} more findings are in the JSON report.");
    }

    private void Finding(PlacedFinding placed)
    {
        var finding = placed.Finding;
        var severity = finding.Severity.ToString().ToUpperInvariant();
        canvas.Labelled(4, severity, LabelWidth, $"{finding.Title} [{finding.Rule}]", Tones.Of(finding.Severity), Tone.Heading);
        Detail("where", placed.Place);
        Detail("what", finding.Message);
        foreach (var evidence in finding.Evidence) Detail("seen", $"{evidence.Label}: {evidence.Value}");
        Detail("sure", finding.Confidence.ToString().ToLowerInvariant() + (finding.IsFact ? "" : ", a statistic: it can ask for a look, not reject"));
        if (finding.References.Count > 0) Detail("see", string.Join(", ", finding.References));
    }

    private void Detail(string label, string text) => canvas.Labelled(6, label, LabelWidth - 2, text, Tone.Quiet);

    private void Section(string title, IEnumerable<string> lines)
    {
        canvas.Blank();
        canvas.Line(2, title, Tone.Heading);
        foreach (var line in lines) canvas.Labelled(4, "-", 2, line);
    }
}
