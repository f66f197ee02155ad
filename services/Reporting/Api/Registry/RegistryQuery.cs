using System.ComponentModel;
using Assay.Domain.Registry;
using Assay.Reporting.Api.Errors;
using Assay.Reporting.Api.Scans;
using Assay.Storage.Registry;
using Microsoft.AspNetCore.Mvc;

namespace Assay.Reporting.Api.Registry;

/// <summary>Which versions of the registry are listed.</summary>
internal sealed class RegistryQuery
{
    [FromQuery(Name = "state")]
    [Description("requested, approved, superseded, revoked or expired; all where absent.")]
    public string? State { get; init; }

    [FromQuery(Name = "version")]
    [Description("Manifest digest or package URL; all where absent.")]
    public string? Version { get; init; }

    [FromQuery(Name = "limit")]
    [Description("1 to 500; 100 where absent.")]
    public int? Limit { get; init; }

    [FromQuery(Name = "before")]
    [Description("'next' of the page before.")]
    public long? Before { get; init; }

    /// <summary>The filter; null, with an error, where the query makes no sense.</summary>
    public RegistryFilter? ToFilter(out ApiError? error)
    {
        error = ApiWords.Check<ApprovalState>("state", State);
        var selector = Version is null ? null : RegistrySelector.Parse(Version);
        if (Version is not null && selector is null) error ??= ApiError.BadRequest("'version' has to be a manifest digest or a package URL.");
        if (Limit is < 1 or > 500) error ??= ApiError.BadRequest("'limit' has to be 1 to 500.");
        return error is not null
            ? null
            : new() { State = ApiWords.Read<ApprovalState>(State), Selector = selector, PageSize = Limit ?? 100, Before = Before };
    }
}
