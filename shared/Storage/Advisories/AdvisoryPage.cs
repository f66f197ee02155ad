namespace Assay.Storage.Advisories;

/// <summary>Advisories in the order of their last change, the oldest first.</summary>
/// <param name="Revisions">The revisions in force.</param>
/// <param name="Next">The last change, to go on after; null on the last page.</param>
public sealed record AdvisoryPage(IReadOnlyList<AdvisoryRevision> Revisions, long? Next);
