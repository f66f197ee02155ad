using System.ComponentModel;
using Assay.Domain.Trust;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Scans;
using Assay.Storage.Trust;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Sources;

/// <summary>What is said of a list that is being imported; the list itself is the body.</summary>
internal sealed class SourceQuery
{
    [FromQuery(Name = "name")]
    [Description("What findings and vouchers call the list; unique.")]
    public required string Name { get; init; }

    [FromQuery(Name = "kind")]
    [Description("good: the list vouches for its files; bad: they must not be used.")]
    public required string Kind { get; init; }

    [FromQuery(Name = "format")]
    [Description("auto, sha256sums, csv or cyclonedx.")]
    public string? Format { get; init; }

    [FromQuery(Name = "for")]
    [Description("The model whose files these are, by path; bytes wherever they are where absent.")]
    public string? For { get; init; }

    [FromQuery(Name = "reason")]
    [Description("For whoever reads a finding.")]
    public string? Reason { get; init; }

    [FromQuery(Name = "expires")]
    [Description("Last day on which the list holds, UTC; for ever where absent.")]
    public DateOnly? Expires { get; init; }

    [FromQuery(Name = "precedence")]
    [Description("0 to 99: which of several lists is believed where they disagree; 50 where absent.")]
    public int? Precedence { get; init; }

    [FromQuery(Name = "replace")]
    [Description("true: a list of the same name gives way.")]
    public bool? Replace { get; init; }

    /// <summary>The request; null, with an error, where the query makes no sense.</summary>
    public ListRequest? ToRequest(string by, out ApiError? error)
    {
        error = ApiWords.Check<ListFormat>("format", Format)
            ?? (ApiWords.Read<ListKind>(Kind) is null ? ApiError.BadRequest("'kind' has to be one of good, bad.") : null);
        return error is not null ? null : new(Name, ApiWords.Read<ListKind>(Kind)!.Value, ApiWords.Read<ListFormat>(Format) ?? ListFormat.Auto, by)
        {
            Precedence = Precedence ?? TrustedList.UsualPrecedence,
            Reason = Reason,
            For = For,
            Expires = Expires,
            Replace = Replace ?? false,
        };
    }
}
