using Assay.Contracts.Values;
using Assay.Domain.Scans;

namespace Assay.Storage.Views;

/// <summary>Which scans to list. Null members do not filter.</summary>
public sealed record ScanFilter
{
    public Guid? RunId { get; init; }

    public ScanState? State { get; init; }

    public VerdictKind? Verdict { get; init; }

    public Lane? Lane { get; init; }

    /// <summary>Targets that contain this text, case-insensitively; taken literally.</summary>
    public string? TargetContains { get; init; }

    /// <summary>1 to 500.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>The <see cref="ScanPage.Next"/> of the page before; null for the first page.</summary>
    public string? After { get; init; }
}
