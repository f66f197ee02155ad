using Assay.Domain.Scans;

namespace Assay.Reporting.Api.Shapes;

/// <summary>Answer to the cancellation of a scan.</summary>
/// <param name="ScanId">The scan.</param>
/// <param name="Cancelled">False: it had ended before, and nothing changed.</param>
/// <param name="State">Where it stands now.</param>
public sealed record CancelledScan(Guid ScanId, bool Cancelled, ScanState State);
