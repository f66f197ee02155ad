namespace Assay.Domain.Advisories;

/// <summary>Versions that an advisory concerns, the strongest evidence first.</summary>
/// <param name="Versions">Each once, by its strongest evidence.</param>
/// <param name="IsCut">True: there may be more.</param>
public sealed record AffectedVersions(IReadOnlyList<AffectedVersion> Versions, bool IsCut);
