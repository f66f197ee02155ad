using System.Diagnostics;
using System.Globalization;
using System.Text;
using Assay.Attestation.Transparency;
using Assay.Storage;
using Assay.Storage.Migrations;
using Assay.Storage.Transparency;
using Assay.Tests.Integration.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Benchmarks.Storage;

/// <summary>
/// Appends a million entries of 500 bytes (what an act of the registry has) in batches of a thousand, and times inclusion proofs and single appends at the
/// end. Limits: 5,000 entries a second on PostgreSQL, 5 ms a proof. Prints one line a database.
/// </summary>
public static class LogThroughput
{
    private const int Batch = 1000;
    private const int Proofs = 1000;
    private const int Singles = 200;

    /// <summary>Measures SQLite, and PostgreSQL where its server is installed.</summary>
    public static async Task RunAsync(int entries)
    {
        var folder = Directory.CreateTempSubdirectory("assay-bench-");
        try
        {
            if (PostgresProcess.Missing is null)
            {
                await using var server = await PostgresProcess.StartNewAsync();
                await MeasureAsync("PostgreSQL", entries, new()
                {
                    ["Storage:Kind"] = "postgres",
                    ["Storage:ConnectionString"] = server.ConnectionString("postgres"),
                    ["Registry:Keys"] = Path.Combine(folder.FullName, "keys"),
                });
            }
            await MeasureAsync("SQLite", entries, new() { ["Storage:Path"] = Path.Combine(folder.FullName, "assay.db") });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, int entries, Dictionary<string, string?> settings)
    {
        await using var services = new ServiceCollection()
            .AddAssayStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<IMigrator>().MigrateAsync(default);
        var log = services.GetRequiredService<ITransparencyLog>();
        var watch = Stopwatch.StartNew();
        for (var first = 0; first < entries; first += Batch) await log.AppendAsync(Entries(first, Batch), default);
        var appended = watch.Elapsed;

        var (size, random, times) = ((await log.LatestAsync(default))!.Size, new Random(1), new List<double>());
        for (var i = 0; i < Proofs; i++)
        {
            watch.Restart();
            await new MerkleTree(log, size).InclusionProofAsync(random.NextInt64(size), size, default);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        watch.Restart();
        for (var i = 0; i < Singles; i++) await log.AppendAsync(Entries(entries + i, 1), default);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-10} {entries / appended.TotalSeconds,8:N0} entries/s (limit 5,000)  proof at {size:N0} entries: median {times[Proofs / 2]:N2} ms, 99 of 100 below "
            + $"{times[Proofs * 99 / 100]:N2} ms (limit 5)  single appends {Singles / watch.Elapsed.TotalSeconds,6:N0}/s"));
    }

    private static byte[][] Entries(int first, int count) => [.. Enumerable.Range(first, count).Select(i => Encoding.ASCII.GetBytes($"entry {i} ".PadRight(500, '.')))];
}
