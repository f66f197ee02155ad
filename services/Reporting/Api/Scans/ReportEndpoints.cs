using System.ComponentModel;
using Assay.Contracts.Reports;
using Assay.Domain.Scans;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Tokens;
using Assay.Reporting.Reports;
using Assay.Storage.Ledger;
using Assay.Storage.Tokens;
using Assay.Storage.Verdicts;
using Assay.Storage.Views;

namespace Assay.Reporting.Api.Scans;

/// <summary>Reports of scans and of whole runs.</summary>
internal static class ReportEndpoints
{
    /// <summary>Scans of a run in one report: what one submission can bring. Larger runs are read scan by scan.</summary>
    private const int MaxScans = 1000;

    private const string FormatText = "text, json, markdown, html, sarif or junit; where absent, the header Accept decides.";

    public static void Map(IEndpointRouteBuilder api)
    {
        Describe(api.MapGet("/scans/{id:guid}/report", OfScanAsync)).WithName("getScanReport").WithSummary("The report of a completed scan")
            .WithDescription("409 with the scan's state while there is none. The verdict that stood before is at /api/v1/verdicts.");
        Describe(api.MapGet("/runs/{id:guid}/report", OfRunAsync)).WithName("getRunReport")
            .WithSummary("The report of a completed run of up to 1,000 scans")
            .WithDescription("One entry for each scan, in the order of submission; cancelled scans are left out. "
                + "409 with the number of open scans while there are any.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder endpoint) => endpoint
        .WithTags("Reports")
        .Produces<ScanReport>(
            StatusCodes.Status200OK, "application/json", "text/plain", "text/markdown", "text/html", "application/sarif+json", "application/xml")
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status406NotAcceptable).ProducesProblem(StatusCodes.Status409Conflict)
        .Needs(ApiRole.Reader);

    private static async Task<IResult> OfScanAsync(
        Guid id, [Description(FormatText)] string? format, HttpRequest request, ReportFormats formats,
        IScanLedger ledger, IVerdictRepository verdicts, CancellationToken cancellationToken)
    {
        if (ReportResult.Choose(formats, request, format, out var unknown) is not { } renderer) return unknown!.ToResult();
        if (await ledger.ReadAsync(id, cancellationToken) is not { Scan: var scan }) return ApiError.NotFound("scan", id).ToResult();
        if (scan.State != ScanState.Completed || await verdicts.ReadOfScanAsync(id, cancellationToken) is not { } verdict)
        {
            return NotYet($"The scan has no report: it is {State(scan)}.", "state", State(scan)).ToResult();
        }
        return ReportResult.Write(renderer, ScanReport.Of(AssayTool.Info, [verdict.Report]), cancellationToken);
    }

    private static async Task<IResult> OfRunAsync(
        Guid id, [Description(FormatText)] string? format, HttpRequest request, ReportFormats formats,
        IScanViews views, IVerdictRepository verdicts, CancellationToken cancellationToken)
    {
        if (ReportResult.Choose(formats, request, format, out var unknown) is not { } renderer) return unknown!.ToResult();
        // Counted before the scans are read: a run may have millions.
        var progress = await views.RunProgressAsync(id, cancellationToken);
        if (progress.Scans == 0) return ApiError.NotFound("run", id).ToResult();
        if (progress.Scans > MaxScans)
        {
            return ApiError.BadRequest($"The run has {progress.Scans} scans and a report takes {MaxScans}: list them with /api/v1/scans?run={id}.")
                .ToResult();
        }
        var scans = await views.RunScansAsync(id, cancellationToken);
        var open = scans.Count(s => !s.IsEnded);
        if (open > 0) return NotYet($"The run has no report yet: {open} of its {scans.Count} scans have not ended.", "open_scans", open).ToResult();
        var models = new List<ModelReport>();
        foreach (var scan in scans)
        {
            var verdict = scan.State == ScanState.Completed ? await verdicts.ReadOfScanAsync(scan.Id, cancellationToken) : null;
            models.Add(verdict?.Report ?? ModelReport.OfNothing(
                scan.Target, $"the scan was {State(scan)} before it had a verdict", new("not applied", scan.PolicyDigest), scan.Id));
        }
        return ReportResult.Write(renderer, ScanReport.Of(AssayTool.Info, models), cancellationToken);
    }

    private static ApiError NotYet(string detail, string fact, object value) =>
        new(StatusCodes.Status409Conflict, detail) { Facts = new Dictionary<string, object?> { [fact] = value } };

    private static string State(Scan scan) => scan.State.ToString().ToLowerInvariant();
}
