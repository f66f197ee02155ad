using System.Security.Cryptography;
using Assay.Attestation.Oms.Content;
using Assay.Contracts.Values;

namespace Assay.Cli.Provenance.Files;

/// <summary>The SHA-256 of a file that is read whole, or why there is none.</summary>
/// <param name="Length">Bytes that were read.</param>
/// <param name="Digest">Empty where there is a reason.</param>
/// <param name="Error">Why it cannot be read; null where it can.</param>
/// <param name="Changed">True: it was written to meanwhile.</param>
internal readonly record struct WholeFile(long Length, Sha256Digest Digest, string? Error = null, bool Changed = false)
{
    private const int BufferSize = 1 << 20;

    public static WholeFile Read(IModelFile file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var offset = 0L;
        try
        {
            for (int n; (n = file.Read(buffer, offset)) > 0; offset += n)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, n);
            }
        }
        catch (IOException e)
        {
            return new(offset, default, e.Message);
        }
        return offset == file.Length && file.IsUnchanged() ? new(offset, Sha256Digest.FromBytes(hash.GetHashAndReset())) : new(offset, default, Changed: true);
    }
}
