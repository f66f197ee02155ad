using Assay.Contracts.Values;

namespace Assay.Storage.Blobs;

/// <summary>
/// Content-addressed bytes: the key is the SHA-256 of the content, and nothing that comes from outside is ever part of a path. A blob is whole
/// or absent: writers write elsewhere, flush to the disk and rename. Blobs never change. Safe for any number of processes.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Streams content into the store, computing SHA-256 and git blob SHA-1 in the same pass; memory use does not depend on the size. Where
    /// <paramref name="expected"/> is given and differs, nothing is kept and <see cref="BlobMismatchException"/> says both values. The git blob
    /// id needs the length first: where <see cref="BlobExpectation.Length"/> is not given, the stream is spooled and the id computed from the
    /// spooled bytes.
    /// </summary>
    /// <exception cref="StorageFullException">No space is left; nothing half-written stays behind under a blob's name.</exception>
    Task<BlobReceipt> PutAsync(Stream content, BlobExpectation expected, CancellationToken cancellationToken);

    /// <summary>True where the blob is there, whole.</summary>
    Task<bool> ExistsAsync(Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>The length of a blob in bytes; null where it is not there. Its bytes are not read.</summary>
    async Task<long?> LengthAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        using var blob = await OpenAsync(digest, cancellationToken);
        return blob?.Length;
    }

    /// <summary>
    /// Opens a blob for reading at any offset, from a local file. Its bytes are verified against the digest before they are handed out, unless
    /// this process verified
    /// the same unchanged file before; a blob that fails is moved aside, and the call says null as for a missing one.
    /// </summary>
    Task<BlobHandle?> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken);

    /// <summary>Removes a blob. False: it was not there.</summary>
    Task<bool> DeleteAsync(Sha256Digest digest, CancellationToken cancellationToken);
}
