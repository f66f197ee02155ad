using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Advisories.Imports;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Domain.Advisories;

public sealed class AvidReportTests
{
    private const string Report = """
        {"data_type":"AVID","data_version":"0.3.3","metadata":{"report_id":"AVID-2026-R0042"},
         "affects":{"developer":["Org"],"deployer":[],"artifacts":[{"type":"Model","name":"org/model"},{"type":"System","name":"a/b"},{"type":"Model","name":"GPT"}]},
         "problemtype":{"classof":"LLM Evaluation","type":"Detection","description":{"lang":"eng","value":"It leaks (CVE-2026-12345)"}},
         "references":[{"type":"source","label":"Card","url":"https://huggingface.co/org/other"},{"type":"source","label":"Bad","url":"javascript:x"}],
         "description":{"lang":"eng","value":"A longer text.\nWith lines."},"impact":{"cvss":{"baseScore":9.1}},"reported_date":"2026-02-03"}
        """;

    private static AdvisoryReading Parse(string text) => AvidReport.Parse(Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_report_becomes_an_advisory_about_the_models_that_it_names()
    {
        var advisory = Parse(Report).Advisory.ShouldNotBeNull();

        (advisory.Id, advisory.Issuer, advisory.Severity, advisory.Status).ShouldBe(("AVID-2026-R0042", "AVID", Severity.Critical, AdvisoryStatus.Affected));
        advisory.Title.ShouldBe("It leaks (CVE-2026-12345)");
        advisory.Summary.ShouldBe("A longer text.\nWith lines.");
        advisory.Aliases.ShouldBe(["CVE-2026-12345"]);
        advisory.Affected.ShouldBe([new(TargetKind.Package, "pkg:huggingface/org/model")]);
        advisory.References.ShouldHaveSingleItem().Url.ShouldBe("https://huggingface.co/org/other");
        advisory.IssuedAt.ShouldBe(new(2026, 2, 3, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void What_only_a_link_leads_to_is_suspected_and_no_more()
    {
        var advisory = Parse(Report.Replace("\"name\":\"org/model\"", "\"name\":\"Model\"")).Advisory.ShouldNotBeNull();

        advisory.Status.ShouldBe(AdvisoryStatus.UnderInvestigation);
        advisory.Affected.ShouldBe([new(TargetKind.Package, "pkg:huggingface/org/other")]);
        Parse(Report.Replace("\"name\":\"org/model\"", "\"name\":\"M\"").Replace("co/org/other", "co/datasets/other")).Advisory.ShouldNotBeNull().Affected.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "data_type")]
    [InlineData("""{"data_type":"AVID","data_version":"0.4"}""", "data_version")]
    [InlineData("""{"data_type":"AVID","data_version":"0.3.1","metadata":[]}""", "report_id")]
    [InlineData("""{"data_type":"AVID","data_version":"0.3","metadata":{"report_id":"x"}}""", "reported_date")]
    [InlineData("""{"data_type":"AVID","data_version":"0.3","metadata":{"report_id":"../../x"},"reported_date":"2026-01-01"}""", "id has to be")]
    [InlineData("""{"data_type":"AVID","data_version":"0.3","metadata":{"report_id":"\ud800"},"reported_date":"2026-01-01"}""", "")]
    public void What_is_no_report_is_refused_with_the_reason(string text, string says)
    {
        var reading = Parse(text);

        reading.Advisory.ShouldBeNull();
        reading.Problem.ShouldNotBeNull().ShouldContain(says);
    }

    [Theory]
    [InlineData("\"affects\":null,")]
    [InlineData("\"affects\":{\"artifacts\":{}},")]
    [InlineData("\"affects\":{\"artifacts\":[1,null,[],{\"type\":\"Model\",\"name\":7}]},")]
    [InlineData("\"references\":\"x\",")]
    [InlineData("\"references\":[null,{\"url\":{}}],")]
    [InlineData("\"impact\":{\"cvss\":[]},")]
    [InlineData("\"impact\":{\"cvss\":{\"baseScore\":1e999,\"baseSeverity\":\"7\"}},")]
    [InlineData("\"description\":[],")]
    public void Members_of_another_shape_are_passed_over(string member) =>
        Parse($$"""{"data_type":"AVID","data_version":"0.3.2","metadata":{"report_id":"AVID-1"},{{member}}"reported_date":"2026-01-01"}""").Advisory.ShouldNotBeNull().Affected.ShouldBeEmpty();

    [Fact]
    public void A_report_of_any_bytes_is_read_or_refused_and_never_thrown_at()
    {
        var good = Encoding.UTF8.GetBytes(Report);

        Prop.ForAll(Gen.Choose(0, good.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
        {
            var bytes = good.ToArray();
            bytes[at] = (byte)value;
            var reading = AvidReport.Parse(bytes);
            return reading.Advisory is null != (reading.Problem is null);
        }).QuickCheckThrowOnFailure();
        AvidReport.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000)))).Problem.ShouldNotBeNull();
    }
}
