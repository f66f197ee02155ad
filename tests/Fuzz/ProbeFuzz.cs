using System.Diagnostics;
using Assay.Domain.Tasks;
using Assay.GpuProbe;
using Assay.GpuProbe.Catalog;
using Assay.GpuProbe.Running;
using Assay.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Fuzz;

/// <summary>
/// Hands mutated ONNX models to the sandboxed child, as the service would. Whatever the child does, the worker has to come back in time with a result for
/// every probe; anything else is kept.
/// </summary>
internal sealed class ProbeFuzz(IReadOnlyList<Seed> seeds, FuzzOptions options)
{
    private static readonly TimeSpan Wall = TimeSpan.FromSeconds(20);

    /// <summary>0: nothing was found.</summary>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assay-fuzz-").FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Blobs:Kind"] = "folder",
            ["Blobs:Path"] = folder,
            ["GpuProbe:RunTime"] = "00:00:02",
            ["GpuProbe:WallTime"] = Wall.ToString(),
            ["GpuProbe:Budgets:Screen"] = "00:00:03",
            ["GpuProbe:Budgets:Search"] = "00:00:01",
            ["GpuProbe:Budgets:Confirm"] = "00:00:01",
            ["GpuProbe:MemoryBytes"] = (1L << 30).ToString(System.Globalization.CultureInfo.InvariantCulture),
        }).Build();
        await using var services = new ServiceCollection().AddLogging().AddProbeRunning(configuration).AddAssayBlobs(configuration).BuildServiceProvider();
        var (blobs, runner) = (services.GetRequiredService<IBlobStore>(), services.GetRequiredService<ProbeRunner>());
        var probes = services.GetRequiredService<ProbeCatalog>();
        var (failures, done, clock) = (0, 0L, Stopwatch.StartNew());
        for (var i = options.First; i < options.First + options.Count && failures < options.MaxFailures; i++)
        {
            var seed = unchecked((int)((options.Seed * 1_000_003L) + i));
            var origin = seeds[new Random(seed).Next(seeds.Count)];
            var model = (i % 2 == 0 ? new GraphMutator(seed).Next(origin.Bytes) : null) ?? new Mutator(seed).Next(seeds, out origin, options.MaxLength);
            var failure = await ExamineAsync(model, blobs, runner, probes);
            if (failure is not null)
            {
                failures++;
                Directory.CreateDirectory(options.Output);
                await File.WriteAllBytesAsync(Path.Combine(options.Output, $"probe-{i}.onnx"), model);
                Console.WriteLine($"{i} from {origin.Name}: {failure}");
            }
            if (++done % 100 == 0) Console.WriteLine($"{done} models, {done / clock.Elapsed.TotalSeconds:0.0} a second, {failures} failures");
        }
        Console.WriteLine($"{done} models in {clock.Elapsed.TotalSeconds:0} s, {failures} failures");
        Directory.Delete(folder, recursive: true);
        return failures == 0 ? 0 : 1;
    }

    private static async Task<string?> ExamineAsync(byte[] model, IBlobStore blobs, ProbeRunner runner, ProbeCatalog probes)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var receipt = await blobs.PutAsync(new MemoryStream(model), default, default);
            var (layout, _) = await ModelLayout.CreateAsync(blobs, new SubjectFile("model.onnx", receipt.Sha256, model.Length), [], null, sandboxed: true, default);
            using var owned = layout!;
            var run = await runner.RunAsync(owned, probes.Ordered(probes.Probes.Select(p => p.Manifest.Id)), default);
            await blobs.DeleteAsync(receipt.Sha256, default);
            if (run.Failure is { } failure) return $"{failure.Category}: {failure.Message}";
            if (run.Results.Count != probes.Probes.Count) return $"{run.Results.Count} results";
            return clock.Elapsed > 3 * Wall ? $"took {clock.Elapsed.TotalSeconds:0} s" : null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }
}
