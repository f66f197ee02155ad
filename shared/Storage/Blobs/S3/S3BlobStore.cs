using Amazon.S3;
using Assay.Contracts.Values;
using Assay.Storage.Blobs.Folder;
using Microsoft.Extensions.Logging;

namespace Assay.Storage.Blobs.S3;

/// <summary>
/// Blobs in a bucket, with a local folder in front that is filled by writes and reads. The bucket is the truth; the folder only saves transfers, and
/// everything in it is verified like in a <see cref="FolderBlobStore"/>.
/// </summary>
public sealed class S3BlobStore : IBlobStore
{
    private readonly FolderBlobStore _cache;
    private readonly CacheShelf _shelf;
    private readonly S3Bucket _bucket;
    private readonly ILogger<S3BlobStore> _logger;

    /// <param name="cache">A folder of its own for each machine.</param>
    /// <param name="client">For the bucket.</param>
    /// <param name="options">Bucket and sizes.</param>
    /// <param name="clock">For the age of what is cached.</param>
    /// <param name="logger">For damage.</param>
    public S3BlobStore(FolderBlobStore cache, IAmazonS3 client, S3BlobOptions options, TimeProvider clock, ILogger<S3BlobStore> logger)
    {
        (_cache, _logger) = (cache, logger);
        _bucket = new S3Bucket(client, options);
        _shelf = new CacheShelf(options.CacheBytes, clock);
        foreach (var (digest, length, writtenAt) in cache.List()) Drop(_shelf.Add(digest, length, writtenAt));
    }

    public async Task<BlobReceipt> PutAsync(Stream content, BlobExpectation expected, CancellationToken cancellationToken)
    {
        var receipt = await _cache.PutAsync(content, expected, cancellationToken);
        Drop(_shelf.Use(receipt.Sha256, receipt.Length));
        if (await _bucket.LengthAsync(receipt.Sha256, cancellationToken) == receipt.Length) return receipt with { Existed = true };
        await _bucket.UploadAsync(receipt.Sha256, _cache.PathOf(receipt.Sha256), cancellationToken);
        return receipt with { Existed = false };
    }

    public async Task<bool> ExistsAsync(Sha256Digest digest, CancellationToken cancellationToken) =>
        await _bucket.LengthAsync(digest, cancellationToken) is not null;

    public Task<long?> LengthAsync(Sha256Digest digest, CancellationToken cancellationToken) => _bucket.LengthAsync(digest, cancellationToken);

    public async Task<BlobHandle?> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        var blob = await _cache.OpenAsync(digest, cancellationToken);
        if (blob is null && await FetchAsync(digest, cancellationToken)) blob = await _cache.OpenAsync(digest, cancellationToken);
        if (blob is not null) Drop(_shelf.Use(digest, blob.Length));
        return blob;
    }

    public async Task<bool> DeleteAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        var existed = await ExistsAsync(digest, cancellationToken);
        await _bucket.DeleteAsync(digest, cancellationToken);
        _shelf.Forget(digest);
        await _cache.DeleteAsync(digest, cancellationToken);
        return existed;
    }

    private async Task<bool> FetchAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            return await _bucket.DownloadAsync(
                digest,
                async (content, length) => (await _cache.PutAsync(content, new(length, digest), cancellationToken)).Length == length,
                cancellationToken);
        }
        catch (BlobMismatchException e)
        {
            var target = await _bucket.MoveAsideAsync(digest, cancellationToken);
            _logger.LogError(e, "Blob {Digest} is damaged in the bucket and was moved to {Key}", digest, target);
            return false;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new StorageUnavailableException($"Reading blob {digest} from the bucket broke off: {e.Message}", e);
        }
    }

    private void Drop(IReadOnlyList<Sha256Digest> digests)
    {
        foreach (var digest in digests) _cache.Delete(digest);
    }
}
