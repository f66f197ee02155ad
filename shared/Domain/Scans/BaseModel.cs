using Assay.Domain.Tasks;

namespace Assay.Domain.Scans;

/// <summary>A base that a model declares, as Ingest found it when it resolved the model; it stays as it was found for the whole scan.</summary>
/// <param name="Name">As declared. Untrusted.</param>
/// <param name="Files">Its model files with what belongs to them, in the blob store; empty where the base is not at hand.</param>
public sealed record BaseModel(string Name, IReadOnlyList<SubjectFile> Files);
