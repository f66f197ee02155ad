using System.Globalization;
using System.Text;
using System.Xml;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Wording;

namespace Assay.Reporting.Reports.JUnit;

/// <summary>One model as a test suite.</summary>
internal sealed class JUnitSuite
{
    /// <summary>Findings spelt out in one case; pages that show test results cut long texts.</summary>
    private const int MaxFindings = 50;

    private readonly ModelReport _model;
    private readonly Severity _failOn;
    private readonly IRuleCatalogue _rules;
    private readonly ILookup<string, FoldedFinding> _findings;
    private readonly Dictionary<string, ArtifactReport> _files = new(StringComparer.Ordinal);

    public JUnitSuite(ModelReport model, Severity failOn, IRuleCatalogue rules)
    {
        (_model, _failOn, _rules) = (model, failOn, rules);
        _findings = model.Artifacts.SelectMany(FoldedOf).ToLookup(f => f.Artifact, f => f.Folded, StringComparer.Ordinal);
        foreach (var artifact in model.Artifacts) _files.TryAdd(artifact.Path, artifact);
        Failures = _files.Keys.Count(path => _findings[path].Any(Fails));
    }

    public int Tests => _files.Count + 1;

    public int Failures { get; }

    public int Errors => _model.Verdict == VerdictKind.Incomplete ? 1 : 0;

    private int Skipped => _files.Keys.Count(path => !_findings[path].Any(Fails) && NotRead(path) is not null);

    public async Task WriteAsync(XmlWriter xml)
    {
        await StartAsync(xml, "testsuite", ("name", _model.Target), ("tests", Number(Tests)), ("failures", Number(Failures)),
            ("errors", Number(Errors)), ("skipped", Number(Skipped)));
        await StartAsync(xml, "properties");
        await PropertyAsync(xml, "verdict", _model.Verdict.ToString().ToLowerInvariant());
        await PropertyAsync(xml, "depth", _model.Depth.ToString().ToLowerInvariant());
        await PropertyAsync(xml, "policy", _model.Policy.Name);
        await PropertyAsync(xml, "scan", _model.ScanId.ToString());
        await xml.WriteEndElementAsync();
        await CoverageAsync(xml);
        foreach (var path in _files.Keys) await FileAsync(xml, path);
        await xml.WriteEndElementAsync();
    }

    private static IEnumerable<(string Artifact, FoldedFinding Folded)> FoldedOf(ArtifactReport artifact) => artifact.Findings
        .Select(f => new PlacedFinding(f, artifact.Path))
        .OrderByDescending(f => f.Finding.Severity)
        .GroupBy(f => (f.Finding.Rule, f.Finding.Severity))
        .Select(group => (artifact.Path, new FoldedFinding(group.First(), [.. group.Skip(1)])));

    private bool Fails(FoldedFinding folded) => folded.Finding.Severity >= _failOn;

    private string? NotRead(string path) => _files[path] is { Sha256.IsEmpty: true, BytesUnderstood: null } unread ? unread.Note ?? "it was not read" : null;

    private async Task CoverageAsync(XmlWriter xml)
    {
        await StartAsync(xml, "testcase", ("name", "Everything that the policy requires was looked at"), ("classname", _model.Target), ("time", "0"));
        if (Errors > 0)
        {
            var reason = _model.Reasons.Count > 0 ? _model.Reasons[0] : "the scan is incomplete";
            await StartAsync(xml, "error", ("message", reason), ("type", "incomplete"));
            await xml.WriteStringAsync(Lines(_model.Reasons));
            await xml.WriteEndElementAsync();
        }
        await StartAsync(xml, "system-out");
        await xml.WriteStringAsync(Lines(CoverageWords.Lines(_model)));
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
    }

    private async Task FileAsync(XmlWriter xml, string path)
    {
        var findings = _findings[path].ToList();
        var name = path.Length == 0 ? "the model as a whole" : path;
        await StartAsync(xml, "testcase", ("name", name), ("classname", _model.Target), ("file", path), ("time", "0"));
        var failing = findings.Where(Fails).ToList();
        if (failing.Count > 0)
        {
            var worst = failing[0].Finding;
            var message = $"{worst.Severity.ToString().ToLowerInvariant()}: {worst.Title} ({worst.Rule})";
            await StartAsync(xml, "failure", ("message", message), ("type", worst.Rule));
            await xml.WriteStringAsync(Describe(failing));
            await xml.WriteEndElementAsync();
        }
        else if (NotRead(path) is { } note)
        {
            await StartAsync(xml, "skipped", ("message", note));
            await xml.WriteEndElementAsync();
        }
        var others = findings.Where(f => !Fails(f)).ToList();
        if (others.Count > 0)
        {
            await StartAsync(xml, "system-out");
            await xml.WriteStringAsync(Describe(others));
            await xml.WriteEndElementAsync();
        }
        await xml.WriteEndElementAsync();
    }

    private string Describe(List<FoldedFinding> findings)
    {
        var text = new StringBuilder();
        foreach (var folded in findings.Take(MaxFindings))
        {
            var finding = folded.Finding;
            text.Append(Lines([
                $"{finding.Severity.ToString().ToUpperInvariant()} {finding.Title} ({finding.Rule}) in {folded.First.Place}",
                $"  {finding.Message}",
                .. finding.Evidence.Select(e => $"  seen: {e.Label}: {e.Value}"),
                .. Optional(folded.More(), "  "),
                .. Optional(_rules.Find(finding.Rule)?.Remedy, "  what to do: "),
            ]));
        }
        if (findings.Count > MaxFindings) text.Append(Lines([$"{findings.Count - MaxFindings} more rules matched; see the JSON report"]));
        return text.ToString();
    }

    private static IEnumerable<string> Optional(string? text, string lead) => text is null ? [] : [lead + text];

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => JUnitText.Safe(line) + "\n"));

    private static async Task PropertyAsync(XmlWriter xml, string name, string value)
    {
        await StartAsync(xml, "property", ("name", name), ("value", value));
        await xml.WriteEndElementAsync();
    }

    private static async Task StartAsync(XmlWriter xml, string element, params (string Name, string Value)[] attributes)
    {
        await xml.WriteStartElementAsync(null, element, null);
        foreach (var (name, value) in attributes) await xml.WriteAttributeStringAsync(null, name, null, JUnitText.Safe(value));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
