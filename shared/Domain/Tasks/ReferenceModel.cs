namespace Assay.Domain.Tasks;

/// <summary>Another model that a model is compared with. It is laid out apart from the model, so that neither finds the other's files.</summary>
/// <param name="Kind">What it is to the model.</param>
/// <param name="Name">The declared base's name, or the file of the other precision. Untrusted.</param>
/// <param name="File">What the runtime opens.</param>
/// <param name="Companions">Files that must lie beside it.</param>
public sealed record ReferenceModel(ReferenceKind Kind, string Name, SubjectFile File, IReadOnlyList<SubjectFile> Companions);
