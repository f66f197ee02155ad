using Assay.Reporting.Reports.Json;
using Assay.Reporting.Reports.Markdown;
using Assay.Reporting.Reports.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assay.Reporting.Reports;

/// <summary>Registers the report renderers, for hosts that need no API.</summary>
public static class ReportRendering
{
    /// <summary>Adds <see cref="ReportFormats"/> with the formats text, json and markdown. Calling it twice is harmless.</summary>
    public static IServiceCollection AddReportRenderers(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, TextReportRenderer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, JsonReportRenderer>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReportRenderer, MarkdownReportRenderer>());
        services.TryAddSingleton<ReportFormats>();
        return services;
    }
}
