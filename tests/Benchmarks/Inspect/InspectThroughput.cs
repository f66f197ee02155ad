using System.Diagnostics;
using Assay.Analysis.Catalog;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Outline;
using Assay.Inspect;
using Assay.Inspect.Walk;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Benchmarks.Inspect;

/// <summary>
/// Walks large and small files on one core with everything that the Inspect service has. Beside it, in the same run, stands the least that a scanner built on
/// Python's own tools has to do with the same bytes: <c>pickletools.genops</c> over every pickle of the file, and nothing else.
/// </summary>
public static class InspectThroughput
{
    /// <summary>At least so many; of the later half the median counts, when the code is compiled for speed, as in a worker that runs for days.</summary>
    private const int Rounds = 8;

    /// <summary>Quick ones are repeated for so many seconds.</summary>
    private const double Seconds = 6;

    private static readonly ArtifactWalk Walk = new(
        AnalyserCatalog.Scan(typeof(InspectServices).Assembly, new ServiceCollection().BuildServiceProvider()), new(), TimeProvider.System);

    /// <summary>Prints a line for each kind of file whose name holds <paramref name="only"/>.</summary>
    public static async Task RunAsync(string only)
    {
        using var folder = new TemporaryFolder();
        Console.WriteLine($"{"",-44} {"MB",9} {"seconds",9} {"MB/s",9} {"genops MB/s",12} {"ratio",7} {"peak MiB",9}");
        await PickleAsync("opcode-heavy pickle, dictionaries", "dicts.pkl", SamplePickles.Dictionaries);
        await PickleAsync("opcode-heavy pickle, small tuples", "tuples.pkl", SamplePickles.Tuples);
        await FileAsync("torch zip, 20,000 tensors, full", "many.pt", p => SampleArchives.ManyTensors(p, count: 20_000, bytes: 4096), SecondsAsync, PythonPeer.Seconds);
        await FileAsync("torch zip, 2 GB in 16 tensors, structure", "heavy.pt", p => SampleArchives.ManyTensors(p, count: 16, bytes: 128 << 20), OutlineSecondsAsync);
        await FileAsync("torch zip, 2 GB in 16 tensors, full", "heavy.pt", p => SampleArchives.ManyTensors(p, count: 16, bytes: 128 << 20), SecondsAsync);
        await FileAsync("safetensors, 10 GB in 300 tensors, structure", "model.safetensors", p => SampleArchives.SafeTensors(p, count: 300, bytes: 32 << 20), OutlineSecondsAsync);
        await FileAsync("safetensors, 10 GB in 300 tensors, full", "model.safetensors", p => SampleArchives.SafeTensors(p, count: 300, bytes: 32 << 20), SecondsAsync);
        if ("small files".Contains(only)) await SmallFilesAsync();

        Task PickleAsync(string what, string name, Action<Stream, int> write) =>
            FileAsync(what, name, p => Write(p, write, 200_000_000), SecondsAsync, p => PeerOfSample(p, write));

        async Task FileAsync(string what, string name, Action<string> write, Func<string, Task<double>> measure, Func<string, double?>? peer = null)
        {
            if (!what.Contains(only)) return;
            var path = Path.Combine(folder.Path, name);
            if (!File.Exists(path)) write(path);
            Print(what, path, await measure(path), peer?.Invoke(path));
        }
    }

    private static void Write(string path, Action<Stream, int> write, int bytes)
    {
        using var file = File.Create(path);
        write(file, bytes);
    }

    // The peer is so slow that it is given the beginning of such a file; its time for the whole is in proportion.
    private static double? PeerOfSample(string path, Action<Stream, int> write)
    {
        var sample = path + ".sample";
        Write(sample, write, 10_000_000);
        return PythonPeer.Seconds(sample) is { } seconds ? seconds * new FileInfo(path).Length / new FileInfo(sample).Length : null;
    }

    private static async Task SmallFilesAsync()
    {
        var files = SamplePickles.Small(2000);
        await Round();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++) await Round();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"{"small files",-44} {files.Sum(f => f.Length) * 10 / 1e6,9:f1} {seconds,9:f2}   {files.Count * 10 / seconds:f0} files/s");

        async Task Round()
        {
            foreach (var file in files)
                await Walk.RunAsync(Sha256Digest.OfNothing, NameHint.None, new MemoryByteSource(file), Depth.Full, null, CancellationToken.None);
        }
    }

    private static async Task<double> SecondsAsync(string path)
    {
        var times = new List<double>();
        while (times.Count < Rounds || times.Sum() < Seconds)
        {
            using var file = File.OpenHandle(path);
            var start = Stopwatch.GetTimestamp();
            var result = await Walk.RunAsync(Sha256Digest.OfNothing, NameHint.Of(path), new FileByteSource(file), Depth.Full, null, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (result.Findings.Count + result.Analysers.Sum(a => a.Findings.Count) > 0) Console.WriteLine($"  unexpected: {result.Findings.Concat(result.Analysers.SelectMany(a => a.Findings)).First().Message}");
        }
        var steady = times.Skip(times.Count / 2).Order().ToList();
        return steady[steady.Count / 2];
    }

    private static async Task<double> OutlineSecondsAsync(string path)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            using var file = File.OpenHandle(path);
            var start = Stopwatch.GetTimestamp();
            var outline = await new OutlineBuilder().BuildAsync(new FileRanges(file), CancellationToken.None);
            await Walk.RunAsync(
                Sha256Digest.OfNothing, NameHint.Of(path), OutlineFile.Open(new MemoryByteSource(outline))!, Depth.Structure, null, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        times.Sort();
        return times[Rounds / 2];
    }

    private static void Print(string what, string path, double seconds, double? peer)
    {
        var bytes = new FileInfo(path).Length / 1e6;
        var beside = peer is { } p ? $"{bytes / p,12:f1} {p / seconds,7:f1}" : $"{"",12} {"",7}";
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{what,-44} {bytes,9:f0} {seconds,9:f3} {bytes / seconds,9:f0} {beside} {process.PeakWorkingSet64 >> 20,9}");
    }
}
