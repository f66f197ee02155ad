using System.Diagnostics;
using System.Net.Sockets;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Tests.Unit.Ingest.LocalFile;

public sealed class LocalFileSourceTests : IDisposable
{
    private static readonly TimeSpan _later = TimeSpan.FromMinutes(1);

    private readonly LocalBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task All_files_of_a_directory_are_stored_in_ordinal_order_with_forward_slashes()
    {
        _bed.Write("b.txt", "b");
        _bed.Write("a/deep/c.txt", "c");
        _bed.Write(".git/config", "x");
        _bed.Write("Z", "");

        var files = await _bed.ScanAsync();

        files.Select(f => f.Path).ShouldBe([".git/config", "Z", "a/deep/c.txt", "b.txt"]);
        files.ShouldAllBe(f => f.State == FileState.Stored && !f.Sha256.IsEmpty && !f.GitBlob.IsEmpty && f.DeclaredSize == null);
        files[1].Sha256.ShouldBe(Sha256Digest.OfNothing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file:")]
    [InlineData("file://")]
    [InlineData("file://localhost")]
    public async Task A_single_file_has_its_base_name(string scheme)
    {
        var path = _bed.Write("model one.onnx", "x");

        var files = await _bed.ScanAsync(scheme + (scheme.Length > 0 ? path.Replace(" ", "%20", StringComparison.Ordinal) : path));

        files.ShouldHaveSingleItem().Path.ShouldBe("model one.onnx");
    }

    [Theory]
    [InlineData("missing", FailureCategory.NotFound, "does not exist")]
    [InlineData("plain/below", FailureCategory.NotFound, "does not exist")]
    [InlineData("link", FailureCategory.BadInput, "symbolic link")]
    public async Task A_target_that_cannot_be_read_is_one_clear_line(string name, FailureCategory category, string message)
    {
        _bed.Write("plain", "x");
        File.CreateSymbolicLink(Path.Combine(_bed.Model, "link"), "/etc");

        var failure = await _bed.FailureAsync(Path.Combine(_bed.Model, name));

        failure.Category.ShouldBe(category);
        failure.Message.ShouldContain(message);
        failure.Message.ShouldContain(name);
    }

    [Fact]
    public async Task Links_are_refused_whatever_they_point_at()
    {
        _bed.Write("real/x", "x");
        File.CreateSymbolicLink(Path.Combine(_bed.Model, "file"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(_bed.Model, "folder"), "real");
        File.CreateSymbolicLink(Path.Combine(_bed.Model, "dangling"), "nowhere");
        File.CreateSymbolicLink(Path.Combine(_bed.Model, "loop"), ".");

        var files = await _bed.ScanAsync();

        files.Where(f => f.State == FileState.Refused).Select(f => f.Path).ShouldBe(["dangling", "file", "folder", "loop"]);
        files.Single(f => f.Path == "file").Note.ShouldNotBeNull().ShouldContain("/etc/passwd");
        files.Single(f => f.State == FileState.Stored).Path.ShouldBe("real/x");
    }

    [Fact]
    public async Task Pipes_and_sockets_are_reported_and_never_opened()
    {
        _bed.Write("x", "x");
        using var mkfifo = Process.Start("mkfifo", Path.Combine(_bed.Model, "pipe"));
        await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_bed.Model, "socket")));

        var files = await _bed.ScanAsync();

        files.Select(f => (f.Path, f.State)).ShouldBe([("pipe", FileState.Refused), ("socket", FileState.Refused), ("x", FileState.Stored)]);
    }

    [Fact]
    public async Task A_name_that_is_not_UTF8_is_refused_and_the_others_are_read()
    {
        _bed.Write("x", "x");
        await ShellAsync("touch \"$(printf 'bad\\377name')\" \"$(printf 'bad\\376name')\"");

        var files = await _bed.ScanAsync();
        await ShellAsync("rm bad*");

        files.Single(f => f.State == FileState.Refused).Note.ShouldNotBeNull().ShouldContain("UTF-8");
        files.Single(f => f.State == FileState.Stored).Path.ShouldBe("x");
    }

    private async Task ShellAsync(string script)
    {
        using var shell = Process.Start("sh", ["-c", "cd \"$0\" && " + script, _bed.Model]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_model_with_too_many_files_is_refused_with_the_limit()
    {
        _bed.Options.MaxFiles = 3;
        for (var i = 0; i < 4; i++) _bed.Write($"f{i}", "x");

        var failure = await _bed.FailureAsync(_bed.Model);

        failure.Category.ShouldBe(FailureCategory.BadInput);
        failure.Message.ShouldContain("more than 3 files");
    }

    [Fact]
    public async Task Directories_without_end_are_cut_and_reported()
    {
        _bed.Write(string.Concat(Enumerable.Repeat("d/", 80)) + "x", "x");

        var file = (await _bed.ScanAsync()).ShouldHaveSingleItem();

        file.State.ShouldBe(FileState.Refused);
        file.Note.ShouldNotBeNull().ShouldContain("deeper");
    }

    [Fact]
    public async Task A_file_above_the_limit_is_listed_and_not_read()
    {
        _bed.Options.MaxFileBytes = 3;
        _bed.Write("large", "four");

        var file = (await _bed.ScanAsync()).ShouldHaveSingleItem();

        (file.State, file.Size).ShouldBe((FileState.Unreadable, 4));
    }

    [Fact]
    public async Task Nothing_is_read_at_depth_metadata()
    {
        _bed.Write("x", "x");

        (await _bed.ScanAsync(depth: Depth.Metadata)).ShouldHaveSingleItem().State.ShouldBe(FileState.NotRead);
        _bed.Store.Puts.ShouldBe(0);
    }

    [Fact]
    public async Task An_unchanged_file_is_not_read_again()
    {
        _bed.Write("x", "x");
        var first = await _bed.ScanAsync(later: _later);

        var second = await _bed.ScanAsync(later: _later);

        second.ShouldBe(first);
        _bed.Store.Puts.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_was_just_written_is_read_again_because_it_may_change_within_the_clocks_grain()
    {
        _bed.Write("x", "x", settled: false);
        await _bed.ScanAsync();

        await _bed.ScanAsync(later: _later);

        _bed.Store.Puts.ShouldBe(2);
    }

    [Fact]
    public async Task A_changed_file_with_its_old_size_and_modification_time_is_read_again()
    {
        var path = _bed.Write("x", "old");
        var modified = File.GetLastWriteTimeUtc(path);
        var before = await _bed.ScanAsync(later: _later);
        File.WriteAllText(path, "new");
        File.SetLastWriteTimeUtc(path, modified);

        var after = await _bed.ScanAsync(later: _later);

        after[0].Sha256.ShouldNotBe(before[0].Sha256);
        _bed.Store.Puts.ShouldBe(2);
    }

    [Fact]
    public async Task A_refreshing_scan_reads_everything_again()
    {
        _bed.Write("x", "x");
        await _bed.ScanAsync(later: _later);

        await _bed.ScanAsync(refresh: true, later: _later);

        _bed.Store.Puts.ShouldBe(2);
    }

    [Fact]
    public async Task A_known_file_whose_bytes_are_gone_from_the_store_is_read_again()
    {
        _bed.Write("x", "x");
        var file = (await _bed.ScanAsync(later: _later))[0];
        await _bed.Store.DeleteAsync(file.Sha256, TestContext.Current.CancellationToken);

        (await _bed.ScanAsync(later: _later))[0].State.ShouldBe(FileState.Stored);

        _bed.Store.Puts.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_changes_once_while_it_is_read_is_read_again()
    {
        var path = _bed.Write("x", "old");
        _bed.Store.AfterRead = call =>
        {
            if (call == 1) File.WriteAllText(path, "new!");
        };

        var file = (await _bed.ScanAsync())[0];

        (file.State, file.Size).ShouldBe((FileState.Stored, 4));
        _bed.Store.Puts.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_keeps_changing_is_unreadable_and_the_others_are_stored()
    {
        var path = _bed.Write("busy", "x");
        _bed.Store.AfterRead = _ => File.AppendAllText(path, "x");
        _bed.Write("quiet", "y");

        var files = await _bed.ScanAsync();

        files[0].State.ShouldBe(FileState.Unreadable);
        files[0].Note.ShouldBe("kept changing while it was read");
        files[1].State.ShouldBe(FileState.Stored);
        _bed.Stamps.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_swapped_after_the_walk_is_not_followed()
    {
        var path = _bed.Write("x", "x");
        var version = (await _bed.ResolveAsync(_bed.Model)).Value.ShouldNotBeNull();
        File.Delete(path);
        File.CreateSymbolicLink(path, "/etc/passwd");

        var file = (await version.FetchAsync(version.Listing.Files[0], TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();

        file.State.ShouldBe(FileState.Refused);
        _bed.Store.Puts.ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_that_is_swapped_for_a_link_after_the_walk_is_not_followed()
    {
        _bed.Write("sub/passwd", "x");
        var version = (await _bed.ResolveAsync(_bed.Model)).Value.ShouldNotBeNull();
        Directory.Delete(Path.Combine(_bed.Model, "sub"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_bed.Model, "sub"), "/etc");

        var file = (await version.FetchAsync(version.Listing.Files[0], TestContext.Current.CancellationToken)).Value.ShouldNotBeNull();

        file.State.ShouldBe(FileState.Unreadable);
        _bed.Store.Puts.ShouldBe(0);
    }
}
