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
    public ScanState? State { get; init; }

    [FromQuery(Name = "verdict"), Description("Only scans with this verdict.")]
    public VerdictKind? Verdict { get; init; }

    [FromQuery(Name = "lane"), Description("Only scans of this lane.")]
    public Lane? Lane { get; init; }

    [FromQuery(Name = "target"), Description("Only scans whose target contains this text, in any case."), MaxLength(MaxText)]
    public string? Target { get; init; }

    [FromQuery(Name = "limit"), Description("Scans on a page."), Range(1, MaxPage), DefaultValue(DefaultPage)]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The 'next' of the page before."), MaxLength(MaxText)]
    public string? Cursor { get; init; }

    /// <summary>Null where all is well.</summary>
    public ApiError? Check()
    {
        if (State is { } state && !Enum.IsDefined(state)) return Unknown<ScanState>("state");
        if (Verdict is { } verdict && !Enum.IsDefined(verdict)) return Unknown<VerdictKind>("verdict");
        if (Lane is { } lane && !Enum.IsDefined(lane)) return Unknown<Lane>("lane");
        if (Limit is < 1 or > MaxPage) return ApiError.BadRequest($"'limit' has to be 1 to {MaxPage}.");
        return Target?.Length > MaxText || Cursor?.Length > MaxText ? ApiError.BadRequest($"'target' and 'cursor' have at most {MaxText} characters.") : null;
    }

    public ScanFilter ToFilter() => new()
    {
        RunId = Run,
        State = State,
        Verdict = Verdict,
        Lane = Lane,
        TargetContains = string.IsNullOrEmpty(Target) ? null : Target,
        PageSize = Limit ?? DefaultPage,
        After = string.IsNullOrEmpty(Cursor) ? null : Cursor,
    };

    private static ApiError Unknown<T>(string name)
        where T : struct, Enum => ApiError.BadRequest($"'{name}' has to be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
}
