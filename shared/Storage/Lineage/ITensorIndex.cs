using Assay.Contracts.Values;
using Assay.Domain.Lineage;

namespace Assay.Storage.Lineage;

/// <summary>
/// Tensors and files by content: which known models have these bytes. Writing is idempotent; what is written never changes. Every question is
/// bounded, whatever a hostile model makes of the index.
/// </summary>
public interface ITensorIndex
{
    /// <summary>Those of the subjects whose tensors are known, hashed by at least this version of the hashing; with the reason where some are missing.</summary>
    Task<IReadOnlyDictionary<Sha256Digest, string?>> KnownAsync(IReadOnlyCollection<Sha256Digest> subjects, int version, CancellationToken cancellationToken);

    /// <summary>Adds tensors of a file; those that are there already are left as they are.</summary>
    Task AddAsync(Sha256Digest artifact, IReadOnlyCollection<StoredTensor> tensors, CancellationToken cancellationToken);

    /// <summary>Says that all tensors of a subject are written.</summary>
    Task DoneAsync(Sha256Digest subject, int version, string? problem, CancellationToken cancellationToken);

    /// <summary>Tensors of one file, in the order of their digests; at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<StoredTensor>> OfArtifactAsync(Sha256Digest artifact, int max, CancellationToken cancellationToken);

    /// <summary>Tensors of all files of a version; at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<StoredTensor>> OfVersionAsync(Guid version, int max, CancellationToken cancellationToken);

    /// <summary>Files that hold the tensors, with the digests of those that they hold; of each tensor the first <paramref name="maxOfEach"/> files in the order of digests.</summary>
    Task<IReadOnlyDictionary<Sha256Digest, IReadOnlyList<Sha256Digest>>> HoldersAsync(
        IReadOnlyCollection<Sha256Digest> tensors, int maxOfEach, CancellationToken cancellationToken);

    /// <summary>Files of known models that hold a tensor; at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<TensorHolder>> WhoHoldsAsync(Sha256Digest tensor, int max, CancellationToken cancellationToken);

    /// <summary>Files of known models that have these bytes, read or declared; at most <paramref name="max"/>, the first seen first.</summary>
    Task<IReadOnlyList<KnownFile>> WhoHasAsync(Sha256Digest content, int max, CancellationToken cancellationToken);

    /// <summary>Versions that have a file with one of these contents; at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<(KnownModel Model, Sha256Digest Artifact)>> ModelsWithAsync(
        IReadOnlyCollection<Sha256Digest> artifacts, int max, CancellationToken cancellationToken);

    /// <summary>Known versions of a name, newest first; at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<KnownModel>> NamedAsync(string name, int max, CancellationToken cancellationToken);

    /// <summary>A known version; null for none.</summary>
    Task<KnownModel?> ModelAsync(Guid version, CancellationToken cancellationToken);
}
