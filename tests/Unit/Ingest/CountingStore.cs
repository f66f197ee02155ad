using Assay.Contracts.Values;
using Assay.Storage.Blobs;

namespace Assay.Tests.Unit.Ingest;

/// <summary>Counts what is stored, and does something while content is read.</summary>
internal sealed class CountingStore(IBlobStore inner) : IBlobStore
{
    private int _puts;

    public int Puts => _puts;

    /// <summary>Called after the content was read, before the store answers; with the number of the call, from 1.</summary>
    public Action<int> AfterRead { get; set; } = _ => { };

    public async Task<BlobReceipt> PutAsync(Stream content, BlobExpectation expected, CancellationToken cancellationToken)
    {
        var receipt = await inner.PutAsync(content, expected, cancellationToken);
        AfterRead(Interlocked.Increment(ref _puts));
        return receipt;
    }

    public Task<bool> ExistsAsync(Sha256Digest digest, CancellationToken cancellationToken) => inner.ExistsAsync(digest, cancellationToken);

    public Task<long?> LengthAsync(Sha256Digest digest, CancellationToken cancellationToken) => inner.LengthAsync(digest, cancellationToken);

    public Task<BlobHandle?> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken) => inner.OpenAsync(digest, cancellationToken);

    public Task<bool> DeleteAsync(Sha256Digest digest, CancellationToken cancellationToken) => inner.DeleteAsync(digest, cancellationToken);
}
