using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Storage.Blobs;

namespace Assay.Tests.Unit.Storage.Blobs;

/// <summary>What every blob store promises; run for each implementation.</summary>
public abstract class BlobStoreContract : IAsyncDisposable
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("assay-blobs-");

    /// <summary>A new instance over the same storage, as another process would have.</summary>
    protected abstract IBlobStore Open();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4097)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData((3 << 20) + 4096)]
    [InlineData((11 << 20) + 12_345)]
    public async Task What_was_put_comes_back_under_its_digests(int length)
    {
        var bytes = Bytes(length);
        var store = Open();

        var receipt = await store.PutAsync(new MemoryStream(bytes), new(length), Token);

        receipt.Sha256.ShouldBe(Sha256Of(bytes));
        receipt.GitBlob.ShouldBe(GitOf(bytes));
        receipt.Length.ShouldBe(length);
        receipt.Existed.ShouldBeFalse();
        (await ReadAsync(store, receipt.Sha256)).ShouldBe(bytes);
        (await ReadAsync(Open(), receipt.Sha256)).ShouldBe(bytes);
        (await store.LengthAsync(receipt.Sha256, Token)).ShouldBe(length);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public async Task A_stream_of_unknown_length_that_trickles_gets_both_digests(int length)
    {
        var bytes = Bytes(length);

        var receipt = await Open().PutAsync(new TricklingStream(bytes), default, Token);

        receipt.Sha256.ShouldBe(Sha256Of(bytes));
        receipt.GitBlob.ShouldBe(GitOf(bytes));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public async Task Putting_the_same_bytes_again_says_that_they_existed(int length)
    {
        var store = Open();
        await store.PutAsync(new MemoryStream(Bytes(length)), default, Token);

        var receipt = await store.PutAsync(new MemoryStream(Bytes(length)), default, Token);

        receipt.Existed.ShouldBeTrue();
        receipt.Sha256.ShouldBe(Sha256Of(Bytes(length)));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public async Task A_digest_that_was_not_expected_keeps_nothing_and_names_both(int length)
    {
        var (bytes, expected) = (Bytes(length), Sha256Of([1]));
        var store = Open();

        var error = await Should.ThrowAsync<BlobMismatchException>(() => store.PutAsync(new MemoryStream(bytes), new(null, expected), Token));

        error.Message.ShouldContain(expected.Hex);
        error.Message.ShouldContain(Sha256Of(bytes).Hex);
        (await store.ExistsAsync(Sha256Of(bytes), Token)).ShouldBeFalse();
        (await store.ExistsAsync(expected, Token)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(100, 99)]
    [InlineData(100, 101)]
    [InlineData(3_000_000, 2_999_999)]
    [InlineData(3_000_000, 1)]
    [InlineData(3_000_000, 3_000_001)]
    public async Task A_length_that_was_not_expected_keeps_nothing(int length, int expected)
    {
        var store = Open();

        await Should.ThrowAsync<BlobMismatchException>(() => store.PutAsync(new MemoryStream(Bytes(length)), new(expected), Token));

        (await store.ExistsAsync(Sha256Of(Bytes(length)), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_endless_stream_is_not_read_far_beyond_the_expected_length()
    {
        var endless = new EndlessStream();

        await Should.ThrowAsync<BlobMismatchException>(() => Open().PutAsync(endless, new(5_000_000), Token));

        endless.Served.ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task A_stream_that_breaks_keeps_nothing_and_its_error_arrives()
    {
        var store = Open();
        var content = new TricklingStream(Bytes(5_000_000), breakAt: 4_000_000);

        await Should.ThrowAsync<TimeoutException>(() => store.PutAsync(content, new(5_000_000), Token));

        (await store.ExistsAsync(Sha256Of(Bytes(5_000_000)), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_not_an_error()
    {
        var store = Open();
        var digest = Sha256Of([42]);

        (await store.ExistsAsync(digest, Token)).ShouldBeFalse();
        (await store.LengthAsync(digest, Token)).ShouldBeNull();
        (await store.OpenAsync(digest, Token)).ShouldBeNull();
        (await store.DeleteAsync(digest, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_can_be_put_again()
    {
        var store = Open();
        var digest = (await store.PutAsync(new MemoryStream(Bytes(10)), default, Token)).Sha256;

        (await store.DeleteAsync(digest, Token)).ShouldBeTrue();

        (await store.ExistsAsync(digest, Token)).ShouldBeFalse();
        (await store.OpenAsync(digest, Token)).ShouldBeNull();
        (await store.PutAsync(new MemoryStream(Bytes(10)), default, Token)).Existed.ShouldBeFalse();
    }

    [Fact]
    public async Task Many_writers_of_the_same_and_of_other_bytes_do_not_disturb_each_other()
    {
        IBlobStore[] stores = [Open(), Open()];
        await Parallel.ForEachAsync(Enumerable.Range(0, 24), Token, async (i, token) =>
        {
            var length = i % 2 == 0 ? 2_000_000 : 1000 + i % 3;
            var receipt = await stores[i % stores.Length].PutAsync(new MemoryStream(Bytes(length)), new(length), token);
            receipt.Sha256.ShouldBe(Sha256Of(Bytes(length)));
        });

        (await ReadAsync(Open(), Sha256Of(Bytes(2_000_000)))).ShouldBe(Bytes(2_000_000));
    }

    [Fact]
    public async Task The_empty_key_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(async () => await Open().ExistsAsync(default, Token));

    public virtual ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    protected static Sha256Digest Sha256Of(byte[] bytes) => Sha256Digest.FromBytes(SHA256.HashData(bytes));

    protected static async Task<byte[]?> ReadAsync(IBlobStore store, Sha256Digest digest)
    {
        using var blob = await store.OpenAsync(digest, Token);
        if (blob is null) return null;
        var bytes = new byte[blob.Length];
        for (var read = 0; read < bytes.Length;) read += blob.Read(read, bytes.AsSpan(read));
        return bytes;
    }

    private static GitBlobDigest GitOf(byte[] bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"));
        hash.AppendData(bytes);
        return GitBlobDigest.FromBytes(hash.GetHashAndReset());
    }
}
