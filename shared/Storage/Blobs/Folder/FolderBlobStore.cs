using Assay.Contracts.Values;
using Microsoft.Extensions.Logging;

namespace Assay.Storage.Blobs.Folder;

/// <summary>Blobs as read-only files: <c>root/blobs/ab/cd/HEX</c>. Any number of processes may share the folder.</summary>
public sealed class FolderBlobStore : IBlobStore
{
    /// <summary>Longer than any write may take: a unit of work is stopped after 15 minutes.</summary>
    private static readonly TimeSpan _leftoverAge = TimeSpan.FromDays(1);

    private readonly BlobFolder _folder;
    private readonly BlockPool _pool = new();
    private readonly VerifiedBlobs _verified = new();
    private readonly BlobReader _reader;

    /// <summary>Opens the store, creates its folders and deletes what dead writers left behind.</summary>
    /// <exception cref="IOException">The folders cannot be created.</exception>
    public FolderBlobStore(string root, TimeProvider clock, ILogger<FolderBlobStore> logger)
    {
        _folder = new BlobFolder(root);
        _reader = new BlobReader(_folder, _pool, _verified, logger);
        var swept = _folder.Sweep(clock.GetUtcNow() - _leftoverAge);
        if (swept > 0) logger.LogInformation("Deleted {Count} unfinished blobs of writers that died", swept);
    }

    public async Task<BlobReceipt> PutAsync(Stream content, BlobExpectation expected, CancellationToken cancellationToken)
    {
        try
        {
            var first = _pool.Rent();
            first.Length = await content.ReadAtLeastAsync(first.Memory, Block.Size, throwOnEndOfStream: false, cancellationToken);
            return first.Length < Block.Size ? PutSmall(first, expected) : await PutLargeAsync(content, first, expected, cancellationToken);
        }
        catch (IOException e) when (DiskFull.Caused(e))
        {
            throw DiskFull.Explain(_folder.Root, e);
        }
    }

    public Task<bool> ExistsAsync(Sha256Digest digest, CancellationToken cancellationToken) => Task.FromResult(File.Exists(_folder.PathOf(digest)));

    public Task<long?> LengthAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        var file = new FileInfo(_folder.PathOf(digest));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
    }

    public Task<BlobHandle?> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken) =>
        Task.FromResult(_reader.Open(digest, cancellationToken));

    public Task<bool> DeleteAsync(Sha256Digest digest, CancellationToken cancellationToken) => Task.FromResult(Delete(digest));

    /// <summary>The file of a blob, whether or not it is there.</summary>
    internal string PathOf(Sha256Digest digest) => _folder.PathOf(digest);

    /// <summary>Every blob with its length and the time it was written.</summary>
    internal IEnumerable<(Sha256Digest Digest, long Length, DateTimeOffset WrittenAt)> List() => _folder.List();

    internal bool Delete(Sha256Digest digest)
    {
        var path = _folder.PathOf(digest);
        if (!File.Exists(path)) return false;
        _verified.Remove(digest);
        File.Delete(path);
        return true;
    }

    private BlobReceipt PutSmall(Block block, BlobExpectation expected)
    {
        try
        {
            var found = ContentDigests.Of(block.Content);
            found.Check(expected);
            if (IsKept(found)) return Receipt(found, existed: true);
            using var spool = new SpoolFile(_folder.NewIncoming(), direct: false);
            return Keep(spool, found, () =>
            {
                spool.Write(block);
                spool.Finish();
            });
        }
        finally
        {
            _pool.Return(block);
        }
    }

    private async Task<BlobReceipt> PutLargeAsync(Stream content, Block first, BlobExpectation expected, CancellationToken cancellationToken)
    {
        using var spool = new SpoolFile(_folder.NewIncoming(), direct: true);
        try
        {
            var length = expected.Length ?? (content.CanSeek ? first.Length + content.Length - content.Position : null);
            var found = await new ContentPipeline(_pool).RunAsync(content, first, expected.Length, length, spool, cancellationToken);
            found.Check(expected);
            if (!IsKept(found)) return Keep(spool, found);
            File.Delete(spool.Path);
            return Receipt(found, existed: true);
        }
        catch
        {
            File.Delete(spool.Path);
            throw;
        }
    }

    private BlobReceipt Keep(SpoolFile spool, ContentDigests found, Action? write = null)
    {
        try
        {
            write?.Invoke();
            _folder.Keep(spool.Path, found.Sha256);
        }
        catch
        {
            File.Delete(spool.Path);
            throw;
        }
        _verified.Add(found.Sha256, _folder.PathOf(found.Sha256));
        return Receipt(found, existed: false);
    }

    /// <summary>A blob of another length than its content has is damaged, and is replaced.</summary>
    private bool IsKept(ContentDigests found)
    {
        var file = new FileInfo(_folder.PathOf(found.Sha256));
        return file.Exists && file.Length == found.Length;
    }

    private static BlobReceipt Receipt(ContentDigests found, bool existed) => new(found.Sha256, found.GitBlob, found.Length, existed);
}
