using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Domain.Tasks;

/// <summary>A stored file as a task names it.</summary>
/// <param name="Path">Relative to the model's root; for messages only, never used as a path on this machine.</param>
/// <param name="Sha256">Key in the blob store.</param>
/// <param name="Size">In bytes.</param>
public sealed record SubjectFile(string Path, Sha256Digest Sha256, long Size)
{
    /// <summary>True where the blob is an outline of the file and not the file.</summary>
    public bool IsOutline { get; init; }

    /// <summary>What a task is told of a file that can be inspected.</summary>
    public static SubjectFile Of(VersionFile file) => new(file.Path, file.Content, file.Size) { IsOutline = file.State == FileState.Outlined };
}
