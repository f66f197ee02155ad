using Assay.Contracts.Values;
using Microsoft.Extensions.Logging;

namespace Assay.Storage.Blobs.Folder;

/// <summary>Opens blobs and hashes them before anybody sees a byte, once for each process and state of the file.</summary>
internal sealed class BlobReader(BlobFolder folder, BlockPool pool, VerifiedBlobs verified, ILogger logger)
{
    /// <summary>Null: the blob is not there, or it was damaged and has been moved aside.</summary>
    public BlobHandle? Open(Sha256Digest digest, CancellationToken cancellationToken)
    {
        var path = folder.PathOf(digest);
        if (!File.Exists(path)) return null;
        BlobHandle? blob = null;
        try
        {
            blob = new BlobHandle(digest, path, File.OpenHandle(path));
            if (verified.Contains(digest, blob.File)) return blob;
            if (FileHash.Sha256(blob.File, pool, cancellationToken) == digest)
            {
                verified.Add(digest, blob.File);
                return blob;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Deleted by another process in between.
            return null;
        }
        catch
        {
            blob?.Dispose();
            throw;
        }
        blob.Dispose();
        verified.Remove(digest);
        logger.LogError("Blob {Digest} is damaged and was moved to {Path}; check the disk", digest, folder.MoveAside(digest));
        return null;
    }
}
