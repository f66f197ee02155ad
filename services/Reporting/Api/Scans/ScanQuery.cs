using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Reporting.Api.Errors;
using Assay.Storage.Views;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Scans;

/// <summary>Which scans to list.</summary>
internal sealed record ScanQuery
{
    private const int DefaultPage = 50;

    private const int MaxPage = 500;

    private const int MaxText = 512;

    [FromQuery(Name = "run"), Description("Only scans of this run.")]
    public Guid? Run { get; init; }

    [FromQuery(Name = "state"), Description("Only scans in this state.")]
    public string? State { get; init; }

    [FromQuery(Name = "verdict"), Description("Only scans with this verdict.")]
    public string? Verdict { get; init; }

    [FromQuery(Name = "lane"), Description("Only scans of this lane.")]
    public string? Lane { get; init; }

    [FromQuery(Name = "target"), Description("Only scans whose target contains this text, in any case."), MaxLength(MaxText)]
    public string? Target { get; init; }

    [FromQuery(Name = "limit"), Description("Scans on a page."), Range(1, MaxPage), DefaultValue(DefaultPage)]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The 'next' of the page before."), MaxLength(MaxText)]
    public string? Cursor { get; init; }

    /// <summary>The filter; null, with an error, where the query makes no sense.</summary>
    public ScanFilter? ToFilter(out ApiError? error)
    {
        error = ApiWords.Check<ScanState>("state", State)
            ?? ApiWords.Check<VerdictKind>("verdict", Verdict)
            ?? ApiWords.Check<Lane>("lane", Lane)
            ?? CheckBounds();
        return error is not null ? null : new ScanFilter
        {
            RunId = Run,
            State = ApiWords.Read<ScanState>(State),
            Verdict = ApiWords.Read<VerdictKind>(Verdict),
            Lane = ApiWords.Read<Lane>(Lane),
            TargetContains = string.IsNullOrEmpty(Target) ? null : Target,
            PageSize = Limit ?? DefaultPage,
            After = string.IsNullOrEmpty(Cursor) ? null : Cursor,
        };
    }

    private ApiError? CheckBounds()
    {
        if (Limit is < 1 or > MaxPage) return ApiError.BadRequest($"'limit' has to be 1 to {MaxPage}.");
        return Target?.Length > MaxText || Cursor?.Length > MaxText
            ? ApiError.BadRequest($"'target' and 'cursor' have at most {MaxText} characters.")
            : null;
    }
}
