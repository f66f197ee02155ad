using Assay.Domain.Versions;

namespace Assay.HashVerify.Sources;

/// <summary>The bytes of a version's small files.</summary>
public interface IModelFiles
{
    /// <summary>The whole file; null where it is larger than <paramref name="maxBytes"/>, or its bytes are not in the store.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(VersionFile file, int maxBytes, CancellationToken cancellationToken);
}
