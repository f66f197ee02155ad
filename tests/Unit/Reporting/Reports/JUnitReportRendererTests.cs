using System.Xml.Linq;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Reporting.Reports;
using Assay.Reporting.Reports.JUnit;
using Assay.Tests.Unit.Reporting.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Reporting.Reports;

public sealed class JUnitReportRendererTests
{
    private readonly JUnitReportRenderer renderer = new(TestRules.Catalogue);

    private async Task<XElement> RenderAsync(ScanReport report, Severity failOn = Severity.High) =>
        XDocument.Parse(await renderer.AsTextAsync(report, new RenderOptions { FailOn = failOn })).Root!;

    private static XElement Case(XElement root, string name) => root.Descendants("testcase").Single(c => c.Attribute("name")!.Value == name);

    [Fact]
    public async Task A_file_with_a_severe_finding_fails_with_all_that_a_person_needs()
    {
        var root = await RenderAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()])));

        var failure = Case(root, "evil.pt").Element("failure")!;
        failure.Attribute("type")!.Value.ShouldBe("ASY-PKL-001");
        failure.Attribute("message")!.Value.ShouldBe("critical: Pickle calls a system function (ASY-PKL-001)");
        failure.Value.ShouldContain("evil.pt, member archive/data.pkl, byte 12");
        failure.Value.ShouldContain("what to do: Delete the file.");
    }

    [Theory]
    [InlineData(Severity.Medium, true)]
    [InlineData(Severity.High, false)]
    public async Task A_finding_fails_its_file_from_the_asked_severity_on(Severity failOn, bool fails)
    {
        var root = await RenderAsync(Samples.Report(Samples.Model(findings: [Samples.Finding(Severity.Medium)])), failOn);

        (Case(root, "evil.pt").Element("failure") is not null).ShouldBe(fails);
        (Case(root, "evil.pt").Element("system-out") is not null).ShouldBe(!fails);
    }

    [Fact]
    public async Task A_file_that_was_not_read_is_skipped_and_not_passed()
    {
        var root = await RenderAsync(Samples.Report(Samples.Model()));

        Case(root, "link").Element("skipped")!.Attribute("message")!.Value.ShouldBe("a link that leaves the model");
    }

    [Fact]
    public async Task An_incomplete_scan_is_an_error()
    {
        var root = await RenderAsync(Samples.Report(Samples.Model(verdict: VerdictKind.Incomplete)));

        Case(root, "Everything that the policy requires was looked at").Element("error").ShouldNotBeNull();
        root.Attribute("errors")!.Value.ShouldBe("1");
    }

    [Fact]
    public async Task The_counts_are_those_of_the_cases()
    {
        var root = await RenderAsync(Samples.Report(Samples.Model(findings: [Samples.Finding()]), Samples.Model(verdict: VerdictKind.Incomplete)));

        root.Attribute("tests")!.Value.ShouldBe(root.Descendants("testcase").Count().ToString());
        root.Attribute("failures")!.Value.ShouldBe(root.Descendants("failure").Count().ToString());
        foreach (var suite in root.Elements("testsuite"))
        {
            suite.Attribute("tests")!.Value.ShouldBe(suite.Elements("testcase").Count().ToString());
            suite.Attribute("skipped")!.Value.ShouldBe(suite.Descendants("skipped").Count().ToString());
            suite.Attribute("errors")!.Value.ShouldBe(suite.Descendants("error").Count().ToString());
        }
    }

    [Fact]
    public void Any_name_gives_well_formed_XML() => Prop.ForAll<string?>(text =>
    {
        var hostile = (text ?? "") + "\u0000\u001b]]>\ufffe\ud800<&\"";
        var finding = new Finding(hostile, Severity.High, Confidence.High, hostile, hostile, new FindingLocation("", hostile, 1), [new(hostile, hostile)], []);
        var model = Samples.Model(hostile, VerdictKind.Incomplete, hostile, finding) with { Reasons = [hostile] };
        var root = RenderAsync(Samples.Report(model)).GetAwaiter().GetResult();
        return root.Descendants("failure").Count() == 1;
    }).QuickCheckThrowOnFailure();
}
