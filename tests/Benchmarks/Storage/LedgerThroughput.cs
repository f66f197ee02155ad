using System.Diagnostics;
using System.Globalization;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Messages;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Verdicts;
using Assay.Domain.Versions;
using Assay.Storage;
using Assay.Storage.Facts;
using Assay.Storage.Ledger;
using Assay.Storage.Migrations;
using Assay.Storage.Versions;
using Assay.Tests.Integration.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Benchmarks.Storage;

/// <summary>
/// How many rescans with everything known the ledger takes a second: each is submitted (in batches of 500), claimed, completed with its known
/// version, read with its version and facts, concluded, and its messages deleted. Prints one line a database.
/// </summary>
public static class LedgerThroughput
{
    private const int Scans = 10_000;
    private const int Workers = 32;
    private const int ClaimSize = 4;
    private const int Files = 8;

    /// <summary>Measures SQLite, and PostgreSQL where its server is installed.</summary>
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assay-bench-");
        try
        {
            await MeasureAsync("SQLite", new() { ["Storage:Path"] = Path.Combine(folder.FullName, "assay.db") });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        if (PostgresProcess.Missing is not null) return;
        await using var server = await PostgresProcess.StartNewAsync();
        await MeasureAsync("PostgreSQL", new() { ["Storage:Kind"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString("postgres") });
    }

    private static async Task MeasureAsync(string name, Dictionary<string, string?> settings)
    {
        await using var services = new ServiceCollection()
            .AddAssayStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<IMigrator>().MigrateAsync(default);
        var ledger = services.GetRequiredService<IScanLedger>();
        var outbox = services.GetRequiredService<IOutbox>();
        // The first scans bring the version into the database and warm everything up.
        await SubmitAsync(ledger, outbox, 500);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(services)));

        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await SubmitAsync(ledger, outbox, Scans);
        var submitted = watch.Elapsed;
        var transactions = (await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => WorkAsync(services)))).Sum();
        var seconds = watch.Elapsed.TotalSeconds;
        var cpuPerScan = (Environment.CpuUsage.TotalTime - cpu) / Scans;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-10} {Scans / seconds,8:N0} scans/s  {transactions / (seconds - submitted.TotalSeconds),8:N0} write transactions/s  submit {Scans / submitted.TotalSeconds,8:N0}/s  "
            + $"{cpuPerScan.TotalMicroseconds,5:N0} us of this process's CPU a scan"));
    }

    private static async Task SubmitAsync(IScanLedger ledger, IOutbox outbox, int count)
    {
        foreach (var chunk in Enumerable.Range(0, count).Chunk(500))
        {
            var (_, messages) = await ledger.SubmitAsync(
                [
                    .. chunk.Select(i => new NewScan
                    {
                        Id = Guid.CreateVersion7(),
                        RunId = Guid.CreateVersion7(),
                        Target = "hf://org/model-" + i,
                        Lane = Lane.Bulk,
                        PolicyDigest = Sha256Digest.OfNothing,
                    }),
                ],
                default);
            await outbox.DeleteAsync([.. messages.Select(m => m.Id)], default);
        }
    }

    private static async Task<int> WorkAsync(ServiceProvider services)
    {
        var ledger = services.GetRequiredService<IScanLedger>();
        var outbox = services.GetRequiredService<IOutbox>();
        var versions = services.GetRequiredService<IVersionRepository>();
        var facts = services.GetRequiredService<IFactRepository>();
        var transactions = 0;
        var published = new List<OutboxMessage>();
        for (IReadOnlyList<ClaimedTask> claims; (claims = await ledger.ClaimAsync(Stage.Ingest, Lane.Bulk, "w", ClaimSize, TimeSpan.FromMinutes(2), default)).Count > 0;)
        {
            foreach (var claim in claims)
            {
                published.AddRange((await ledger.CompleteAsync(claim, new TaskResult { Version = Version(claim.Scan.Target) }, default)).Messages);
                var (scan, _) = (await ledger.ReadAsync(claim.Scan.Id, default))!;
                var version = (await versions.ReadAsync(scan.VersionId!.Value, default))!;
                await facts.ReadAsync([.. version.Files.Select(f => f.Sha256)], default);
                published.AddRange((await ledger.ConcludeAsync(scan.Revision, Verdict(scan, version), default)).Messages);
            }
            await outbox.DeleteAsync([.. published.Select(m => m.Id)], default);
            published.Clear();
            transactions += 2 + 2 * claims.Count;
        }
        return transactions;
    }

    // A hundred different models, each scanned many times.
    private static ModelVersion Version(string target)
    {
        var name = target[..^Math.Min(2, target.Length - "hf://org/model-".Length - 1)];
        var files = Enumerable.Range(0, Files)
            .Select(i => new VersionFile { Path = $"{name}/{i}.bin", Size = i, State = FileState.Stored, Sha256 = Sha256Digest.OfNothing })
            .ToList();
        return new ModelVersion
        {
            Id = Guid.CreateVersion7(),
            Source = "hf",
            Name = name,
            ListingDigest = VersionListing.Digest(files),
            Files = files,
        };
    }

    private static Verdict Verdict(Scan scan, ModelVersion version) => new()
    {
        Id = Guid.CreateVersion7(),
        ScanId = scan.Id,
        Target = scan.Target,
        VersionId = scan.VersionId,
        Kind = VerdictKind.Approved,
        Depth = Depth.Full,
        PolicyDigest = scan.PolicyDigest,
        DecidedAt = DateTimeOffset.UtcNow,
        Report = new ModelReport(
            scan.Target,
            VerdictKind.Approved,
            [],
            Depth.Full,
            new CoverageReport(Files, Files, 1, 1, [], []),
            null,
            [.. version.Files.Select(f => new ArtifactReport(f.Path, f.Sha256, f.Size, "unknown", []))],
            [],
            null,
            new PolicyReport("default", scan.PolicyDigest),
            scan.Id),
    };
}
