using Assay.Contracts.Reports;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Reports;
using Microsoft.Net.Http.Headers;

namespace Assay.Reporting.Api.Scans;

/// <summary>Writes a report in the format that the caller asked for: by <c>?format=</c>, else by the header Accept, else as JSON.</summary>
internal static class ReportResult
{
    /// <summary>Null, with an error, where there is no such format.</summary>
    public static IReportRenderer? Choose(ReportFormats formats, HttpRequest request, string? format, out ApiError? error)
    {
        error = null;
        if (!string.IsNullOrEmpty(format))
        {
            var named = formats.Find(format);
            if (named is null) error = ApiError.BadRequest($"There is no such report format: use one of {string.Join(", ", formats.Names)}.");
            return named;
        }
        var json = formats.Find("json");
        if (request.Headers.Accept.Count == 0) return json;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            error = ApiError.BadRequest("The header Accept cannot be read.");
            return null;
        }
        foreach (var range in accepted.Where(a => a.Quality != 0).OrderByDescending(a => a.Quality ?? 1))
        {
            if (range.MatchesAllTypes) return json;
            if (formats.All.FirstOrDefault(r => range.MatchesMediaType(r.MediaType)) is { } match) return match;
        }
        error = new ApiError(StatusCodes.Status406NotAcceptable, $"Reports come as {string.Join(", ", formats.All.Select(r => r.MediaType))}.");
        return null;
    }

    public static IResult Write(IReportRenderer renderer, ScanReport report, CancellationToken cancellationToken) => Results.Stream(
        output => renderer.RenderAsync(report, output, RenderOptions.Default, cancellationToken), $"{renderer.MediaType}; charset=utf-8");
}
