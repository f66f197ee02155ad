using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Transfer;
using Assay.Contracts.Values;

namespace Assay.Storage.Blobs.S3;

/// <summary>Objects named by digest in one bucket. Everything that may work later is a <see cref="StorageUnavailableException"/>.</summary>
internal sealed class S3Bucket(IAmazonS3 client, S3BlobOptions options)
{
    /// <summary>Length of the object; null where there is none.</summary>
    public Task<long?> LengthAsync(Sha256Digest digest, CancellationToken cancellationToken) => CallAsync<long?>(async () =>
    {
        var found = await client.GetObjectMetadataAsync(options.Bucket, KeyOf(digest), cancellationToken);
        return found.ContentLength;
    }, null);

    /// <summary>Uploads a file; in parts, and in parallel, where it is large. The object appears whole or not at all.</summary>
    public Task UploadAsync(Sha256Digest digest, string path, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        using var transfer = new TransferUtility(client, new TransferUtilityConfig { MinSizeBeforePartUpload = options.PartBytes });
        var request = new TransferUtilityUploadRequest
        {
            BucketName = options.Bucket,
            Key = KeyOf(digest),
            FilePath = path,
            PartSize = options.PartBytes,
        };
        await transfer.UploadAsync(request, cancellationToken);
        return true;
    }, false);

    /// <summary>Hands the object's bytes to <paramref name="read"/>. Default value: there is none.</summary>
    public Task<T?> DownloadAsync<T>(Sha256Digest digest, Func<Stream, long, Task<T>> read, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            using var answer = await client.GetObjectAsync(options.Bucket, KeyOf(digest), cancellationToken);
            return await read(answer.ResponseStream, answer.ContentLength);
        }, default(T));

    public Task DeleteAsync(Sha256Digest digest, CancellationToken cancellationToken) =>
        CallAsync(() => client.DeleteObjectAsync(options.Bucket, KeyOf(digest), cancellationToken), null);

    /// <summary>Moves an object that is not what its name says out of the way, for an operator to look at.</summary>
    public Task<string> MoveAsideAsync(Sha256Digest digest, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var target = $"{options.Prefix}quarantine/{digest.Hex}.{Guid.NewGuid():n}";
        await client.CopyObjectAsync(options.Bucket, KeyOf(digest), options.Bucket, target, cancellationToken);
        await client.DeleteObjectAsync(options.Bucket, KeyOf(digest), cancellationToken);
        return target;
    }, "")!;

    private string KeyOf(Sha256Digest digest) => digest.IsEmpty
        ? throw new ArgumentException("A blob's key is a digest.", nameof(digest))
        : $"{options.Prefix}blobs/{digest.Hex[..2]}/{digest.Hex[2..4]}/{digest.Hex}";

    private async Task<T?> CallAsync<T>(Func<Task<T>> call, T? absent)
    {
        try
        {
            return await call();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return absent;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            var where = $"The bucket {options.Bucket} at {options.Endpoint?.Host ?? "AWS"}";
            throw new StorageUnavailableException($"{where} did not answer as expected: {e.Message}", e);
        }
    }
}
