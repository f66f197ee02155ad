using Assay.Reporting.Reports.Html;
using Assay.Reporting.Reports.Json;
using Assay.Reporting.Reports.JUnit;
using Assay.Reporting.Reports.Markdown;
using Assay.Reporting.Reports.Sarif;
using Assay.Reporting.Reports.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.Reporting.Reports;

/// <summary>Registers the report renderers, for hosts that need no API.</summary>
public static class ReportRendering
{
    /// <summary>
    /// Adds <see cref="ReportFormats"/> with all formats. They show the texts of the rules where the host registers an
    /// <see cref="Contracts.Rules.IRuleCatalogue"/>. Calling it twice is harmless.
    /// </summary>
    public static IServiceCollection AddReportRenderers(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, TextReportRenderer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, JsonReportRenderer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, MarkdownReportRenderer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, SarifReportRenderer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, HtmlReportRenderer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, JUnitReportRenderer>());
        services.TryAddSingleton<ReportFormats>();
        return services;
    }
}
