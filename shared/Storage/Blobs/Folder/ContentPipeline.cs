using System.Security.Cryptography;
using System.Threading.Channels;
using Assay.Contracts.Values;

namespace Assay.Storage.Blobs.Folder;

/// <summary>
/// Writes a large content to a file and hashes it twice in one pass. The caller reads; three threads hash SHA-256, hash git's SHA-1 and write, all on
/// the same few buffers. SHA-1 needs the length first: without it, it is computed from the file afterwards.
/// </summary>
internal sealed class ContentPipeline(BlockPool pool)
{
    /// <summary>Blocks in flight: enough to keep all stages busy when one of them waits for the disk.</summary>
    private const int Depth = 8;

    /// <summary>Copies <paramref name="content"/>, whose beginning is in <paramref name="first"/>, to a new file.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="first">The first block, full. It is returned to the pool.</param>
    /// <param name="limit">More bytes than these are a mismatch and not read on; null for no limit.</param>
    /// <param name="length">The expected length, for SHA-1; null where it is not known.</param>
    /// <param name="file">The new file; flushed at the end.</param>
    /// <param name="cancellationToken">Checked for each block.</param>
    public async Task<ContentDigests> RunAsync(
        Stream content, Block first, long? limit, long? length, SpoolFile file, CancellationToken cancellationToken)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var git = ContentDigests.StartGit(length ?? 0);
        var free = Channel.CreateUnbounded<Block>();
        void Done(Block block)
        {
            if (block.Release()) free.Writer.TryWrite(block);
        }

        using var hashing = new BlockStage(block => sha256.AppendData(block.Content), Done);
        using var naming = new BlockStage(block => git.AppendData(block.Content), Done);
        using var writing = new BlockStage(file.Write, Done, file.Finish);
        BlockStage[] stages = length is null ? [hashing, writing] : [hashing, naming, writing];
        var rented = 1;
        long total = 0;
        try
        {
            for (var block = first; block.Length > 0;)
            {
                total += block.Length;
                block.Share(stages.Length);
                var isLast = block.Length < Block.Size;
                foreach (var stage in stages) stage.Add(block);
                if (isLast || total > limit || writing.Fault is not null) break;
                if (rented < Depth && !free.Reader.TryPeek(out _))
                {
                    block = pool.Rent();
                    rented++;
                }
                else
                {
                    block = await free.Reader.ReadAsync(cancellationToken);
                }
                block.Length = await content.ReadAtLeastAsync(block.Memory, Block.Size, throwOnEndOfStream: false, cancellationToken);
                if (block.Length == 0) free.Writer.TryWrite(block);
            }
        }
        finally
        {
            await Task.WhenAll(hashing.CompleteAsync(), naming.CompleteAsync(), writing.CompleteAsync());
            while (free.Reader.TryRead(out var block)) pool.Return(block);
        }
        if (stages.Select(s => s.Fault).FirstOrDefault(f => f is not null) is { } fault) throw Rethrow(fault);
        if (total > limit) throw new BlobMismatchException($"The content has more than the {limit} bytes that were expected.");
        var gitBlob = length == total ? ContentDigests.Finish(git) : GitOf(file.Path, total, cancellationToken);
        return new(Sha256Digest.FromBytes(sha256.GetHashAndReset()), gitBlob, total);
    }

    private GitBlobDigest GitOf(string path, long length, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path);
        using var git = ContentDigests.StartGit(length);
        FileHash.Append(git, file, pool, cancellationToken);
        return ContentDigests.Finish(git);
    }

    private static Exception Rethrow(Exception fault) =>
        fault is IOException io ? new IOException(io.Message, io.HResult) : new InvalidOperationException("Writing a blob failed.", fault);
}
