using System.Globalization;
using System.Text;
using System.Xml;
using Assay.Contracts.Reports;
using Assay.Contracts.Rules;

namespace Assay.Reporting.Reports.JUnit;

/// <summary>
/// The report as test results: a suite for each model, a case for each file and one for the coverage. A file fails from the severity on that the
/// caller names; a file that was not read is skipped; a coverage with gaps is an error.
/// </summary>
/// <param name="rules">What to do about a finding; null where no rule is known.</param>
public sealed class JUnitReportRenderer(IRuleCatalogue? rules = null) : IReportRenderer
{
    public string Format => "junit";

    public string MediaType => "application/xml";

    public async Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken)
    {
        var suites = report.Models.Select(m => new JUnitSuite(m, options.FailOn, rules ?? RuleCatalogue.Empty)).ToList();
        var settings = new XmlWriterSettings
        {
            Async = true,
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            CloseOutput = false,
        };
        await using var xml = XmlWriter.Create(output, settings);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "testsuites", null);
        await AttributeAsync("name", $"{report.Tool.Name} {report.Tool.Version}");
        await AttributeAsync("tests", Number(suites.Sum(s => s.Tests)));
        await AttributeAsync("failures", Number(suites.Sum(s => s.Failures)));
        await AttributeAsync("errors", Number(suites.Sum(s => s.Errors)));
        foreach (var suite in suites)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await suite.WriteAsync(xml);
        }
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
        await xml.FlushAsync();
        await output.FlushAsync(cancellationToken);

        Task AttributeAsync(string name, string value) => xml.WriteAttributeStringAsync(null, name, null, JUnitText.Safe(value));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
