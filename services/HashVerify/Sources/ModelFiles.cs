using Assay.Domain.Versions;
using Assay.Storage.Blobs;

namespace Assay.HashVerify.Sources;

/// <summary>Files from the blob store.</summary>
public sealed class ModelFiles(IBlobStore blobs) : IModelFiles
{
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(VersionFile file, int maxBytes, CancellationToken cancellationToken)
    {
        if (file.State != FileState.Stored || file.Size > maxBytes) return null;
        using var blob = await blobs.OpenAsync(file.Sha256, cancellationToken);
        if (blob is null || blob.Length > maxBytes) return null;
        var bytes = new byte[blob.Length];
        for (var read = 0; read < bytes.Length;)
        {
            var n = blob.Read(read, bytes.AsSpan(read));
            if (n == 0) return null;
            read += n;
        }
        return bytes;
    }
}
