using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;
using Assay.Ingest;
using Assay.Ingest.Sources;
using Assay.Ingest.Sources.LocalFile;
using Assay.Storage.Blobs.Folder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Tests.Unit.Ingest;

/// <summary>A model folder, a store and the source that reads one into the other.</summary>
internal sealed class LocalBed : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-local-");

    public LocalBed()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Local files are read on Linux only.");
        Model = Directory.CreateDirectory(Path.Combine(_folder.FullName, "model")).FullName;
        Store = new(new FolderBlobStore(Path.Combine(_folder.FullName, "store"), TimeProvider.System, NullLogger<FolderBlobStore>.Instance));
    }

    public string Model { get; }

    public CountingStore Store { get; }

    public MemoryStamps Stamps { get; } = new();

    public IngestOptions Options { get; } = new();

    public string Write(string name, string content, bool settled = true)
    {
        var path = Path.Combine(Model, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        if (settled) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-10));
        return path;
    }

    /// <summary>Scans and gives the listing; <paramref name="later"/> moves the clock ahead of the file system's.</summary>
    public async Task<IReadOnlyList<VersionFile>> ScanAsync(
        string? target = null, Depth depth = Depth.Full, bool refresh = false, TimeSpan later = default)
    {
        var answer = await ResolveAsync(target ?? Model, depth, refresh, later);
        answer.Failure?.Message.ShouldBeNull();
        var version = answer.Value.ShouldNotBeNull();
        var files = new List<VersionFile>();
        foreach (var file in version.Listing.Files)
        {
            if (!SourceListing.IsToFetch(file)) files.Add(file);
            else files.Add((await version.FetchAsync(file, TestContext.Current.CancellationToken)).Value.ShouldNotBeNull());
        }
        await version.CompleteAsync(TestContext.Current.CancellationToken);
        return files;
    }

    public async Task<TaskFailure> FailureAsync(string target) => (await ResolveAsync(target)).Failure.ShouldNotBeNull();

    public Task<Answer<ISourceVersion>> ResolveAsync(string target, Depth depth = Depth.Full, bool refresh = false, TimeSpan later = default)
    {
        var source = new LocalFileSource(Store, Stamps, Microsoft.Extensions.Options.Options.Create(Options), new AheadClock(later));
        return source.ResolveAsync(new(target, depth, Offline: true, refresh), TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class AheadClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
