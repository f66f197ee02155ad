using Assay.Reporting.Reports;
using Assay.Reporting.Reports.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Unit.Reporting.Reports;

public sealed class ReportFormatsTests
{
    [Fact]
    public void The_formats_are_found_by_name_in_any_case()
    {
        using var services = new ServiceCollection().AddReportRenderers().AddReportRenderers().BuildServiceProvider();
        var formats = services.GetRequiredService<ReportFormats>();

        formats.Names.ShouldBe(["html", "json", "junit", "markdown", "sarif", "text"]);
        formats.Find("JSON").ShouldBeOfType<JsonReportRenderer>();
        formats.Find("pdf").ShouldBeNull();
        formats.Find(null).ShouldBeNull();
    }

    [Fact]
    public void Two_renderers_of_one_name_are_refused_at_start() =>
        Should.Throw<InvalidOperationException>(() => new ReportFormats([new JsonReportRenderer(), new JsonReportRenderer()])).Message
            .ShouldContain("'json'");
}
