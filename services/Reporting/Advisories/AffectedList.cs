namespace Assay.Reporting.Advisories;

/// <summary>Whom an advisory concerns.</summary>
/// <param name="Advisory">Its id.</param>
/// <param name="Versions">The strongest evidence first.</param>
/// <param name="IsCut">True: there may be more than are listed.</param>
/// <param name="Approvals">Versions of the registry among them.</param>
public sealed record AffectedList(string Advisory, IReadOnlyList<AffectedView> Versions, bool IsCut, IReadOnlyList<ConcernedApproval> Approvals);
