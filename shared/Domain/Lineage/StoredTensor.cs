using Assay.Contracts.Values;

namespace Assay.Domain.Lineage;

/// <summary>A tensor as it is remembered of a file.</summary>
/// <param name="Digest">SHA-256 of the elements in row-major order, little-endian.</param>
/// <param name="Name">The first under which the file has it. Untrusted.</param>
/// <param name="ElementType">E.g. <c>F32</c>.</param>
/// <param name="Shape">Outermost dimension first, with <c>x</c> between; empty for a scalar.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Kind">0 where it is evidence of descent; the other kinds of <c>TensorKind</c> are content that any two models may have.</param>
public sealed record StoredTensor(Sha256Digest Digest, string Name, string ElementType, string Shape, long Size, int Kind)
{
    /// <summary>True where two models that share it are related.</summary>
    public bool IsEvidence => Kind == 0;
}
