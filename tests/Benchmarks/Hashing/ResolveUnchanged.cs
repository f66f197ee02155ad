using System.Diagnostics;
using Assay.Contracts.Values;
using Assay.Ingest;
using Assay.Ingest.Sources;
using Assay.Ingest.Sources.LocalFile;
using Assay.Storage.Blobs.Folder;
using Assay.Storage.Versions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Benchmarks.Hashing;

/// <summary>The processor time that it takes to see that a folder of three files has not changed, with file stamps in memory.</summary>
public static class ResolveUnchanged
{
    private const int Rounds = 5000;

    /// <summary>Prints the processor time of one resolution.</summary>
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assay-resolve-");
        try
        {
            var model = folder.CreateSubdirectory("model").FullName;
            foreach (var name in (string[])["config.json", "weights.bin", "README.md"])
            {
                await File.WriteAllTextAsync(Path.Combine(model, name), name);
                File.SetLastWriteTimeUtc(Path.Combine(model, name), DateTime.UtcNow.AddHours(-1));
            }
            // A stamp is only written for a file that is at rest.
            await Task.Delay(TimeSpan.FromSeconds(3));
            var store = new FolderBlobStore(Path.Combine(folder.FullName, "store"), TimeProvider.System, NullLogger<FolderBlobStore>.Instance);
            var source = new LocalFileSource(store, new Stamps(), Options.Create(new IngestOptions()), TimeProvider.System);
            await ScanAsync(source, model);
            for (var i = 0; i < Rounds; i++) await ScanAsync(source, model);
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var fetched = 0;
            for (var i = 0; i < Rounds; i++) fetched += await ScanAsync(source, model);
            var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
            Console.WriteLine($"resolve 3 unchanged files   {spent.TotalMilliseconds / Rounds:f3} ms of processor time, {fetched} files read");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> ScanAsync(LocalFileSource source, string model)
    {
        var answer = await source.ResolveAsync(new(model, Depth.Full, Offline: true, Refresh: false), CancellationToken.None);
        var version = answer.Value!;
        var fetched = 0;
        foreach (var file in version.Listing.Files.Where(SourceListing.IsToFetch))
        {
            await version.FetchAsync(file, CancellationToken.None);
            fetched++;
        }
        await version.CompleteAsync(CancellationToken.None);
        return fetched;
    }

    private sealed class Stamps : IFileStamps
    {
        private readonly Dictionary<string, FileStamp> _entries = [];

        public Task<IReadOnlyDictionary<string, FileStamp>> ReadAsync(IReadOnlyCollection<string> fullPaths, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, FileStamp>>(fullPaths.Where(_entries.ContainsKey).ToDictionary(p => p, p => _entries[p]));

        public Task WriteAsync(IReadOnlyDictionary<string, FileStamp> stamps, CancellationToken cancellationToken)
        {
            foreach (var (path, stamp) in stamps) _entries[path] = stamp;
            return Task.CompletedTask;
        }
    }
}
