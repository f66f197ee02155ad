using Assay.Storage;
using Assay.Storage.Blobs;
using Assay.Storage.Blobs.Folder;
using Assay.Storage.Blobs.S3;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Tests.Unit.Storage.Blobs;

public sealed class S3BlobStoreTests : BlobStoreContract, IAsyncLifetime
{
    private S3StandIn _service = null!;
    private int _caches;

    public async ValueTask InitializeAsync() => _service = await S3StandIn.StartAsync();

    /// <summary>Each instance has a cache of its own, like another machine.</summary>
    protected override IBlobStore Open() => Open(new S3BlobOptions { CacheBytes = 1L << 30 }, TimeProvider.System);

    [Fact]
    public async Task A_large_blob_is_uploaded_in_parts()
    {
        await Open().PutAsync(new MemoryStream(Bytes(12_000_000)), default, Token);

        _service.Parts.ShouldBe(3);
        _service.Objects.Values.ShouldHaveSingleItem().ShouldBe(Bytes(12_000_000));
    }

    [Fact]
    public async Task A_blob_is_downloaded_once_and_then_read_from_the_cache()
    {
        var digest = (await Open().PutAsync(new MemoryStream(Bytes(1000)), default, Token)).Sha256;
        var other = Open();

        (await ReadAsync(other, digest)).ShouldBe(Bytes(1000));
        (await ReadAsync(other, digest)).ShouldBe(Bytes(1000));

        _service.Downloads.ShouldBe(1);
    }

    [Fact]
    public async Task A_blob_that_is_damaged_in_the_bucket_is_moved_aside_and_reads_as_missing()
    {
        var digest = (await Open().PutAsync(new MemoryStream(Bytes(1000)), default, Token)).Sha256;
        var key = _service.Objects.Keys.Single();
        _service.Objects[key] = Bytes(999);

        (await Open().OpenAsync(digest, Token)).ShouldBeNull();

        _service.Objects.Keys.ShouldHaveSingleItem().ShouldContain("/quarantine/" + digest.Hex);
        (await Open().ExistsAsync(digest, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_is_busy_is_asked_again()
    {
        _service.Failures = 2;

        (await Open().PutAsync(new MemoryStream(Bytes(10)), default, Token)).Existed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_unavailable_and_named()
    {
        var store = Open();
        await _service.DisposeAsync();

        var error = await Should.ThrowAsync<StorageUnavailableException>(() => store.ExistsAsync(Sha256Of([1]), Token));

        error.Message.ShouldContain("models");
    }

    [Fact]
    public async Task The_cache_drops_what_was_not_used_for_longest_and_gets_it_again()
    {
        var clock = new SteppingClock();
        var store = Open(new S3BlobOptions { CacheBytes = 2500 }, clock);
        var first = (await store.PutAsync(new MemoryStream(Bytes(1000)), default, Token)).Sha256;
        clock.Advance(TimeSpan.FromHours(1));
        var second = (await store.PutAsync(new MemoryStream(Bytes(1001)), default, Token)).Sha256;
        clock.Advance(TimeSpan.FromHours(1));
        await ReadAsync(store, first);
        await store.PutAsync(new MemoryStream(Bytes(1002)), default, Token);
        _service.Downloads.ShouldBe(0);

        await ReadAsync(store, first);
        _service.Downloads.ShouldBe(0);
        (await ReadAsync(store, second)).ShouldBe(Bytes(1001));
        _service.Downloads.ShouldBe(1);
    }

    public override async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await base.DisposeAsync();
    }

    private S3BlobStore Open(S3BlobOptions options, TimeProvider clock)
    {
        options = options with
        {
            Endpoint = _service.Address,
            Bucket = "models",
            Prefix = "assay/",
            PathStyle = true,
            AccessKey = "key",
            SecretKey = "secret",
            PartBytes = 5L << 20,
        };
        var path = Path.Combine(Folder.FullName, $"cache{_caches++}");
        var cache = new FolderBlobStore(path, clock, NullLogger<FolderBlobStore>.Instance);
        return new S3BlobStore(cache, BlobRegistration.CreateClient(options), options, clock, NullLogger<S3BlobStore>.Instance);
    }

    private sealed class SteppingClock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan step) => _now += step;
    }
}
