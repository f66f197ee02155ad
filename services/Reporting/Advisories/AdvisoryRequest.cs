using System.ComponentModel;
using Assay.Contracts.Values;
using Assay.Domain.Advisories;

namespace Assay.Reporting.Advisories;

/// <summary>What an advisory is to say.</summary>
public sealed record AdvisoryRequest
{
    public string? Title { get; init; }

    [Description("What it is, how it was found, what it does.")]
    public string? Summary { get; init; }

    public Severity Severity { get; init; } = Severity.High;

    public AdvisoryStatus Status { get; init; }

    [Description("Ids elsewhere: CVE, GHSA, AVID.")]
    public IReadOnlyList<string>? Aliases { get; init; }

    public IReadOnlyList<AdvisoryReference>? References { get; init; }

    [Description("What it is about.")]
    public IReadOnlyList<AdvisoryTarget>? Affected { get; init; }

    [Description("Versions that are named by 'affected' and do not have the flaw: manifest digests, package URLs.")]
    public IReadOnlyList<AdvisoryTarget>? Unaffected { get; init; }

    [Description("What to use instead: a manifest digest or a package URL.")]
    public AdvisoryTarget? Replacement { get; init; }

    [Description("Changes only: the revision that the change was made from.")]
    public int? Revision { get; init; }
}
