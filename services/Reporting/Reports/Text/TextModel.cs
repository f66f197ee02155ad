using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Wording;

namespace Assay.Reporting.Reports.Text;

/// <summary>Draws one model: verdict, reasons, findings, probes, coverage.</summary>
internal sealed class TextModel(TextCanvas canvas, IRuleCatalogue rules)
{
    /// <summary>More findings than anybody reads on a terminal; the JSON report has them all.</summary>
    private const int MaxFindings = 100;

    /// <summary>Pieces of evidence of one finding; beyond, they repeat themselves.</summary>
    private const int MaxEvidence = 6;

    private const int LabelWidth = 10;

    /// <summary>Rules whose remedy this report has already given.</summary>
    private readonly HashSet<string> _advised = [];

    public void Draw(ModelReport model)
    {
        var name = VerdictWords.Name(model.Verdict);
        canvas.Labelled(0, name, name.Length + 2, model.Target, Tones.Of(model.Verdict), Tone.Heading);
        canvas.Line(2, VerdictWords.Meaning(model.Verdict));
        if (model.Reasons.Count > 0) Section("Why", model.Reasons);
        Findings(model);
        var suppressed = PlacedFinding.SuppressedIn(model);
        if (suppressed.Count > 0) Section("Not counted by the policy", SuppressedLines(suppressed));
        var probes = ProbeWords.Lines(model).ToList();
        if (probes.Count > 0) Section("Probes", probes);
        Section("What was looked at", CoverageWords.Lines(model));
        if (model.Source is { Revision: { } revision } source) canvas.Line(4, $"Version: {source.Name} at {revision}", Tone.Quiet);
        if (!model.ManifestDigest.IsEmpty) canvas.Line(4, $"Content: manifest {model.ManifestDigest.Hex}", Tone.Quiet);
        canvas.Line(4, $"Policy: {model.Policy.Name}. Scan: {model.ScanId}", Tone.Quiet);
        canvas.Blank();
    }

    private void Findings(ModelReport model)
    {
        var all = model.Artifacts.SelectMany(a => a.Findings).Select(f => f.Severity).ToList();
        if (all.Count == 0) return;
        var folded = FoldedFinding.Of(model);
        canvas.Blank();
        canvas.Line(2, $"Findings: {ReportNumbers.BySeverity(all)}", Tone.Heading);
        foreach (var finding in folded.Take(MaxFindings)) Finding(finding);
        var rest = folded.Skip(MaxFindings).Sum(f => f.Count);
        if (rest > 0) canvas.Line(4, $"{ReportNumbers.Plural(rest, "more finding")} {(rest == 1 ? "is" : "are")} in the JSON report.");
    }

    private void Finding(FoldedFinding folded)
    {
        var finding = folded.Finding;
        var severity = finding.Severity.ToString().ToUpperInvariant();
        var times = folded.Count > 1 ? $" ({folded.Count} times)" : "";
        canvas.Labelled(4, severity, LabelWidth, $"{finding.Title}{times} [{finding.Rule}]", Tones.Of(finding.Severity), Tone.Heading);
        Detail("where", folded.First.Place);
        Detail("what", finding.Message);
        // What is normal in honest models takes two lines and not ten.
        if (finding.Severity >= Severity.Medium) Details(folded);
        else if (FindingWords.Changed(finding) is { } changed) Detail("note", changed);
    }

    private void Details(FoldedFinding folded)
    {
        var finding = folded.Finding;
        // What the message has told already is not told twice.
        var seen = finding.Evidence.Where(e => !finding.Message.Contains(e.Value, StringComparison.Ordinal)).ToList();
        foreach (var evidence in seen.Take(MaxEvidence)) Detail("seen", $"{evidence.Label}: {evidence.Value}");
        if (seen.Count > MaxEvidence) Detail("seen", $"and {seen.Count - MaxEvidence} more, in the JSON report");
        if (folded.More() is { } more) Detail("more", more);
        if (FindingWords.Doubt(finding) is { } doubt) Detail("sure", doubt);
        if (FindingWords.Changed(finding) is { } changed) Detail("note", changed);
        if (!_advised.Add(finding.Rule)) return;
        if (rules.Find(finding.Rule) is { } rule) Detail("do", rule.Remedy);
        if (finding.References.Count > 0) Detail("see", string.Join(", ", finding.References));
    }

    private static IEnumerable<string> SuppressedLines(IReadOnlyList<(PlacedFinding Placed, SuppressedFinding Suppressed)> suppressed)
    {
        foreach (var (placed, what) in suppressed.Take(MaxFindings))
        {
            var severity = placed.Finding.Severity.ToString().ToLowerInvariant();
            yield return $"{severity}: {placed.Finding.Title} [{placed.Finding.Rule}] in {placed.Place} ({FindingWords.Suppressed(what)})";
        }
        if (suppressed.Count > MaxFindings) yield return $"{suppressed.Count - MaxFindings} more are in the JSON report.";
    }

    private void Detail(string label, string text) => canvas.Labelled(6, label, LabelWidth - 2, text, Tone.Quiet);

    private void Section(string title, IEnumerable<string> lines)
    {
        canvas.Blank();
        canvas.Line(2, title, Tone.Heading);
        foreach (var line in lines) canvas.Labelled(4, "-", 2, line);
    }
}
