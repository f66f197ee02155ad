using System.Diagnostics;
using Assay.Storage.Blobs;
using Assay.Storage.Blobs.Folder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assay.Tests.Benchmarks.Hashing;

/// <summary>
/// Stores a 2 GB file that lies in the page cache, with both digests and flushed to the disk, and compares the time with <c>openssl dgst
/// -sha256</c> on the
/// same file, which neither writes nor computes a second digest. Runs are interleaved; the medians of three are compared.
/// </summary>
public static class StoreThroughput
{
    private const long Size = 2_000_000_000;
    private const int Rounds = 3;

    /// <summary>Prints both times, the ratio of the speeds and the most memory this process has used.</summary>
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assay-store-");
        try
        {
            var file = Path.Combine(folder.FullName, "content");
            WriteContent(file);
            var store = new FolderBlobStore(Path.Combine(folder.FullName, "store"), TimeProvider.System, NullLogger<FolderBlobStore>.Instance);
            var stores = new List<double>();
            var references = new List<double>();
            var processor = TimeSpan.Zero;
            for (var round = 0; round < Rounds; round++)
            {
                references.Add(Seconds(() => OpenSsl(file)));
                var receipt = default(BlobReceipt);
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                stores.Add(Seconds(() => receipt = StoreAsync(store, file).GetAwaiter().GetResult()));
                processor += Process.GetCurrentProcess().TotalProcessorTime - before;
                await store.DeleteAsync(receipt.Sha256, CancellationToken.None);
            }
            var (stored, reference) = (Median(stores), Median(references));
            Console.WriteLine($"openssl dgst -sha256   {reference:f3} s   {Size / reference / 1e9:f2} GB/s");
            Console.WriteLine($"store, two digests     {stored:f3} s   {Size / stored / 1e9:f2} GB/s");
            Console.WriteLine($"processor time         {processor.TotalSeconds / Rounds:f3} s");
            Console.WriteLine($"ratio                  {reference / stored:f2}");
            Console.WriteLine($"peak memory            {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:f0} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<BlobReceipt> StoreAsync(FolderBlobStore store, string file)
    {
        await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return await store.PutAsync(content, new BlobExpectation(content.Length), CancellationToken.None);
    }

    private static void WriteContent(string path)
    {
        var random = new Random(1);
        var buffer = new byte[1 << 20];
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        for (long written = 0; written < Size;)
        {
            random.NextBytes(buffer);
            var n = (int)Math.Min(buffer.Length, Size - written);
            RandomAccess.Write(file, buffer.AsSpan(0, n), written);
            written += n;
        }
        RandomAccess.FlushToDisk(file);
    }

    private static void OpenSsl(string file)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", file]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
