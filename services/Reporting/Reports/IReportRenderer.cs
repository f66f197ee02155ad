using Assay.Contracts.Reports;

namespace Assay.Reporting.Reports;

/// <summary>Writes a report in one format. Found through dependency injection; stateless, so calls may run in parallel.</summary>
public interface IReportRenderer
{
    /// <summary>The name a user asks for it by, e.g. <c>json</c>. Unique among the renderers.</summary>
    string Format { get; }

    /// <summary>Content type over HTTP, without parameters; the text is UTF-8.</summary>
    string MediaType { get; }

    /// <summary>
    /// Writes the whole report as UTF-8 without a byte order mark and flushes it; the stream stays open. Written model by model, so that a run of
    /// thousands needs no buffer of its size. Whatever comes from a model is made harmless for the format.
    /// </summary>
    Task RenderAsync(ScanReport report, Stream output, RenderOptions options, CancellationToken cancellationToken);
}
