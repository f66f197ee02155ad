using Assay.Storage;
using Assay.Storage.Blobs;
using Assay.Storage.Blobs.Folder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Tests.Unit.Storage.Blobs;

public sealed class FolderBlobStoreTests : BlobStoreContract
{
    private string Incoming => Path.Combine(Folder.FullName, "incoming");

    protected override IBlobStore Open() => new FolderBlobStore(Folder.FullName, TimeProvider.System, NullLogger<FolderBlobStore>.Instance);

    [Fact]
    public async Task A_blob_lies_read_only_under_its_digest()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such file modes.");
            return;
        }
        var digest = (await Open().PutAsync(new MemoryStream(Bytes(10)), default, Token)).Sha256;

        var path = Path.Combine(Folder.FullName, "blobs", digest.Hex[..2], digest.Hex[2..4], digest.Hex);
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(3_000_000)]
    public async Task A_damaged_blob_is_moved_aside_and_reads_as_missing(int length)
    {
        var digest = (await Open().PutAsync(new MemoryStream(Bytes(length)), default, Token)).Sha256;
        Damage(PathOf(digest.Hex));

        (await Open().OpenAsync(digest, Token)).ShouldBeNull();

        File.Exists(PathOf(digest.Hex)).ShouldBeFalse();
        Directory.GetFiles(Path.Combine(Folder.FullName, "quarantine")).ShouldHaveSingleItem();
        (await Open().PutAsync(new MemoryStream(Bytes(length)), default, Token)).Existed.ShouldBeFalse();
    }

    [Fact]
    public async Task Damage_is_noticed_although_the_same_process_has_verified_the_blob_before()
    {
        var store = Open();
        var digest = (await store.PutAsync(new MemoryStream(Bytes(1000)), default, Token)).Sha256;
        (await store.OpenAsync(digest, Token)).ShouldNotBeNull().Dispose();
        var modified = File.GetLastWriteTimeUtc(PathOf(digest.Hex));
        Damage(PathOf(digest.Hex));
        File.SetLastWriteTimeUtc(PathOf(digest.Hex), modified);

        (await store.OpenAsync(digest, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_cut_blob_is_replaced_by_the_next_writer()
    {
        var digest = (await Open().PutAsync(new MemoryStream(Bytes(1000)), default, Token)).Sha256;
        File.WriteAllBytes(Replace(PathOf(digest.Hex)), Bytes(1000)[..500]);

        await Open().PutAsync(new MemoryStream(Bytes(1000)), default, Token);

        (await ReadAsync(Open(), digest)).ShouldBe(Bytes(1000));
    }

    [Fact]
    public async Task Nothing_is_left_in_incoming_after_success_or_failure()
    {
        var store = Open();
        await store.PutAsync(new MemoryStream(Bytes(3_000_000)), default, Token);
        await Should.ThrowAsync<BlobMismatchException>(() => store.PutAsync(new MemoryStream(Bytes(2_000_000)), new(1), Token));
        await Should.ThrowAsync<TimeoutException>(() => store.PutAsync(new TricklingStream(Bytes(4_000_000), 3_000_000), default, Token));
        await store.PutAsync(new MemoryStream(Bytes(3_000_000)), default, Token);

        Directory.GetFiles(Incoming).ShouldBeEmpty();
    }

    [Fact]
    public void Leftovers_of_dead_writers_are_swept_when_old_and_left_alone_when_young()
    {
        Open();
        File.WriteAllText(Path.Combine(Incoming, "old"), "x");
        File.SetLastWriteTimeUtc(Path.Combine(Incoming, "old"), DateTime.UtcNow.AddDays(-2));
        File.WriteAllText(Path.Combine(Incoming, "young"), "x");

        Open();

        Directory.GetFiles(Incoming).Select(Path.GetFileName).ShouldBe(["young"]);
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var store = Open();
        var content = new CancellingStream(stop, after: 3_000_000);

        await Should.ThrowAsync<OperationCanceledException>(() => store.PutAsync(content, new(50_000_000), stop.Token));

        Directory.GetFiles(Incoming).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_full_disk_is_named_with_its_path_and_its_free_space()
    {
        SmallDisk? disk = null;
        if (!OperatingSystem.IsLinux() || !SmallDisk.TryMount(Folder.FullName, out disk)) Assert.Skip("A small file system cannot be mounted here.");
        using (disk!)
        {
            var store = new FolderBlobStore(disk!.Path, TimeProvider.System, NullLogger<FolderBlobStore>.Instance);

            var large = await Should.ThrowAsync<StorageFullException>(
                () => store.PutAsync(new MemoryStream(Bytes(8_000_000)), default, Token));
            large.Message.ShouldContain(disk!.Path);
            large.Message.ShouldContain("bytes are free");
            Directory.GetFiles(Path.Combine(disk!.Path, "incoming")).ShouldBeEmpty();

            (await store.PutAsync(new MemoryStream(Bytes(100_000)), default, Token)).Length.ShouldBe(100_000);
        }
    }

    private string PathOf(string hex) => Path.Combine(Folder.FullName, "blobs", hex[..2], hex[2..4], hex);

    private static string Replace(string path)
    {
        File.Delete(path);
        return path;
    }

    private static void Damage(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.Write(file, [0xff, 0x00, 0xff], RandomAccess.GetLength(file) / 2);
    }
}
