using System.Security.Cryptography;
using Assay.Contracts.Values;
using Microsoft.Win32.SafeHandles;

namespace Assay.Storage.Blobs.Folder;

/// <summary>Hashes a file that lies in the store.</summary>
internal static class FileHash
{
    public static Sha256Digest Sha256(SafeFileHandle file, BlockPool pool, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, file, pool, cancellationToken);
        return Sha256Digest.FromBytes(hash.GetHashAndReset());
    }

    public static void Append(IncrementalHash hash, SafeFileHandle file, BlockPool pool, CancellationToken cancellationToken)
    {
        var block = pool.Rent();
        try
        {
            int read;
            for (long offset = 0; (read = RandomAccess.Read(file, block.Memory.Span, offset)) > 0; offset += read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(block.Memory.Span[..read]);
            }
        }
        finally
        {
            pool.Return(block);
        }
    }
}
