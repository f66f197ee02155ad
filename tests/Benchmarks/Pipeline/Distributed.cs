using System.Diagnostics;
using System.Globalization;
using Assay.Domain.Policies;
using Assay.Domain.Scans;
using Assay.Storage;
using Assay.Storage.Ledger;
using Assay.Storage.Migrations;
using Assay.Storage.Policies;
using Assay.Storage.Views;
using Assay.Tests.Integration.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Benchmarks.Pipeline;

/// <summary>
/// The pipeline's own cost through a private RabbitMQ and PostgreSQL, each service a process of its own: distinct small models from a local directory, from
/// submission to the last verdict. Target: 40 models/s on two cores.
/// </summary>
internal static class Distributed
{
    private static readonly string[] Services = ["conductor", "ingest", "hash-verify", "inspect"];

    public static async Task RunAsync(int models)
    {
        if ((RabbitProcess.Missing ?? PostgresProcess.Missing) is { } missing)
        {
            Console.WriteLine($"distributed: not measured, {missing}");
            return;
        }
        using var folder = new TemporaryFolder();
        var root = SmallModels.Write(Path.Combine(folder.Path, "models"), models);
        await using var rabbit = new RabbitProcess();
        await rabbit.EnsureStartedAsync();
        await using var postgres = await PostgresProcess.StartNewAsync();
        var settings = Settings(folder.Path, rabbit.Port, postgres.ConnectionString("postgres"));
        await using var storage = Open(settings);
        await storage.GetRequiredService<IMigrator>().MigrateAsync(default);
        var workers = Services.Select(service => Start(service, settings)).ToList();
        try
        {
            // One scan first, so that every process has started and compiled what it needs.
            await ScanAsync(storage, [SmallModels.Write(Path.Combine(folder.Path, "warm"), 1)]);
            var targets = Directory.GetDirectories(root).Order(StringComparer.Ordinal).ToList();
            var first = await ScanAsync(storage, targets);
            var again = await ScanAsync(storage, targets);
            Print("first scan", models, first);
            Print("scan of the same, facts known", models, again);
        }
        finally
        {
            foreach (var worker in workers)
            {
                worker.Kill();
                await worker.WaitForExitAsync();
                worker.Dispose();
            }
        }
    }

    private static async Task<TimeSpan> ScanAsync(ServiceProvider storage, List<string> targets)
    {
        var policy = PolicyParser.Default;
        await storage.GetRequiredService<IPolicyRepository>().StoreAsync(policy.Digest, policy.Name, policy.CanonicalText, default);
        var run = Guid.CreateVersion7();
        var watch = Stopwatch.StartNew();
        await storage.GetRequiredService<IScanLedger>().SubmitAsync(
            [.. targets.Select(t => new NewScan { Id = Guid.CreateVersion7(), RunId = run, Target = t, PolicyDigest = policy.Digest })], default);
        while ((await storage.GetRequiredService<IScanViews>().RunProgressAsync(run, default)).Ended < targets.Count) await Task.Delay(100);
        return watch.Elapsed;
    }

    private static Dictionary<string, string?> Settings(string folder, int rabbit, string connection) => new()
    {
        ["Storage:Kind"] = "postgres",
        ["Storage:ConnectionString"] = connection,
        ["Blobs:Path"] = Path.Combine(folder, "blobs"),
        ["Bus:Transport"] = "rabbitmq",
        ["Bus:Host"] = "127.0.0.1",
        ["Bus:Port"] = rabbit.ToString(CultureInfo.InvariantCulture),
    };

    private static ServiceProvider Open(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddLogging().AddAssayStorage(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();

    private static Process Start(string service, Dictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo(CommandRun.Command) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("worker");
        start.ArgumentList.Add(service);
        foreach (var (key, value) in settings) start.Environment["ASSAY_" + key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Print(string what, int models, TimeSpan time) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {models} models in {time.TotalSeconds:0.00} s = {models / time.TotalSeconds:0} models/s through RabbitMQ and PostgreSQL"));
}
