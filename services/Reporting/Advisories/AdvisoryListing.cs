using Assay.Domain.Advisories;

namespace Assay.Reporting.Advisories;

/// <summary>Advisories in the order of their last change.</summary>
/// <param name="Advisories">The revisions in force, withdrawn ones among them.</param>
/// <param name="Next">To go on after; null on the last page.</param>
public sealed record AdvisoryListing(IReadOnlyList<Advisory> Advisories, long? Next);
