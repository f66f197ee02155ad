using Assay.Domain.Lineage;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A known version of a model.</summary>
/// <param name="VersionId">Of the version.</param>
/// <param name="Source">Where it comes from: <c>file</c>, <c>hf</c>.</param>
/// <param name="Name">Repository name or full path.</param>
/// <param name="Revision">Commit; null where the source has none.</param>
/// <param name="ResolvedAt">When it was first seen.</param>
public sealed record ModelRef(Guid VersionId, string Source, string Name, string? Revision, DateTimeOffset ResolvedAt)
{
    public static ModelRef Of(KnownModel model) => new(model.VersionId, model.Source, model.Name, model.Revision, model.ResolvedAt);
}
