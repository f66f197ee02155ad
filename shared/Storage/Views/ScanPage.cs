using Assay.Domain.Scans;

namespace Assay.Storage.Views;

/// <summary>A page of scans.</summary>
/// <param name="Scans">Newest first.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record ScanPage(IReadOnlyList<Scan> Scans, string? Next);
