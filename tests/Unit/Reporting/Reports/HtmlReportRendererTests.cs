using System.Text.RegularExpressions;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Reports.Html;
using Assay.Tests.Unit.Reporting.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Reporting.Reports;

public sealed class HtmlReportRendererTests
{
    private static readonly string[] Elements =
    [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main", "header", "section", "div", "span", "p", "h1", "h2", "h3", "ul", "li", "dl", "dt",
        "dd", "a", "code", "br", "wbr", "table", "tr", "th", "td", "details", "summary",
    ];

    private readonly HtmlReportRenderer renderer = new(TestRules.Catalogue);

    [Fact]
    public async Task A_report_says_what_was_seen_why_it_matters_and_what_to_do()
    {
        var html = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()])));

        html.ShouldContain("<title>REJECTED: models/evil.pt</title>");
        html.ShouldContain("Loading this file runs a shell command. Do not load it.");
        html.ShouldContain("import: <code>os.system</code>");
        html.ShouldContain("It runs commands.");
        html.ShouldContain("Delete the file.");
        html.ShouldContain("<a href=\"https://cwe.mitre.org/data/definitions/502.html\"");
        html.ShouldContain("Read 1 of 2 files");
    }

    [Fact]
    public async Task The_page_fetches_and_runs_nothing()
    {
        var html = await renderer.AsTextAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()])));

        html.ShouldContain("Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("src=");
        html.ShouldNotContain("url(");
        html.ShouldNotContain("@import");
        html.ShouldNotContain("<link");
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' onfocus='alert(1)")]
    [InlineData("</code></style><img src=x>")]
    [InlineData("javascript:alert(1)")]
    [InlineData("<!-- --><b>")]
    [InlineData("&lt;b&gt;\u202e\u0000")]
    public async Task Markup_in_what_a_model_brings_along_stays_text(string hostile)
    {
        var finding = new Finding(
            hostile, Severity.High, Confidence.Low, hostile, hostile, new FindingLocation(hostile, hostile, 1), [new Evidence(hostile, hostile)], [hostile]);
        var model = Samples.Model(hostile, VerdictKind.Rejected, hostile, finding) with
        {
            Reasons = [hostile],
            Coverage = new CoverageReport(1, 1, 1, 1, [new AnalyserCoverage(hostile, hostile, CoverageStatus.Failed, 0, hostile)], [hostile]),
            Probes = [new ProbeReport(hostile, hostile, hostile, 1, 0.5, 0.5, [])],
            Source = new SourceReport("hf", hostile, null, hostile, default),
            Policy = new PolicyReport(hostile, default),
            Artifacts =
            [
                new ArtifactReport(hostile, Samples.Digest, 1, hostile, [finding], hostile) { Suppressed = [new SuppressedFinding(finding, hostile, null)] },
                new ArtifactReport(hostile, default, 1, hostile, [], hostile),
            ],
        };

        var html = await renderer.AsTextAsync(Samples.Report(model, model));

        foreach (Match tag in Regex.Matches(html, "<(/?)([^ >]*)([^>]*)>"))
        {
            Elements.ShouldContain(tag.Groups[2].Value);
            tag.Groups[3].Value.ShouldNotContain("alert");
        }
        html.ShouldNotContain("href=\"javascript");
        html.Where(c => c != '\n' && (char.IsControl(c) || c == '\u202e')).ShouldBeEmpty();
    }

    [Fact]
    public void Any_text_is_harmless() => Prop.ForAll<string?>(text =>
        HtmlText.Safe(text ?? "").All(c => c is not ('<' or '>' or '"' or '\''))).QuickCheckThrowOnFailure();

    [Fact]
    public async Task The_worst_model_is_named_first_in_the_overview()
    {
        var html = await renderer.AsTextAsync(Samples.Report(Samples.Model("good", VerdictKind.Approved), Samples.Model("evil")));

        html.IndexOf(">evil</a>", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf(">good</a>", StringComparison.Ordinal));
        html.ShouldContain("href=\"#model-2\"");
        html.ShouldContain("id=\"model-2\"");
    }

    [Fact]
    public async Task What_the_policy_does_not_count_is_shown_with_its_reason()
    {
        var suppressed = new SuppressedFinding(Samples.Finding(), "known and harmless", new DateOnly(2027, 1, 31));
        var model = Samples.Model() with { Artifacts = [new ArtifactReport("evil.pt", Samples.Digest, 10, "pickle", []) { Suppressed = [suppressed] }] };

        var html = await renderer.AsTextAsync(Samples.Report(model));

        html.ShouldContain("Not counted by the policy");
        html.ShouldContain("until 2027-01-31: known and harmless");
    }

    [Fact]
    public async Task A_report_of_nothing_says_so() => (await renderer.AsTextAsync(Samples.Report())).ShouldContain("No model was scanned");
}
