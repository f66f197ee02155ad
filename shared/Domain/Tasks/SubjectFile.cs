using Assay.Contracts.Values;

namespace Assay.Domain.Tasks;

/// <summary>A stored file as a task names it.</summary>
/// <param name="Path">Relative to the model's root; for messages only, never used as a path on this machine.</param>
/// <param name="Sha256">Key in the blob store.</param>
/// <param name="Size">In bytes.</param>
public sealed record SubjectFile(string Path, Sha256Digest Sha256, long Size);
