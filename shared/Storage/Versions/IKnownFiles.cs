using Assay.Contracts.Values;

namespace Assay.Storage.Versions;

/// <summary>Files of versions that were scanned from a hub, and that were what the hub declared.</summary>
public interface IKnownFiles
{
    /// <summary>Those of the given digests that a repository has, in any of its scanned versions, each with its path there.</summary>
    Task<IReadOnlySet<(string Path, Sha256Digest Sha256)>> ReadAsync(string repository, IReadOnlyCollection<Sha256Digest> digests, CancellationToken cancellationToken);
}
