using Assay.Contracts.Values;
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
using Npgsql;

namespace Assay.Tests.Integration.Faults;

/// <summary>
/// Assay as it runs on many machines: a real PostgreSQL and RabbitMQ, and each service as a process of its own. Leases and quiet periods are short, so
/// that a test sees in seconds what an installation sees in minutes.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    public static readonly string[] Services = ["conductor", "ingest", "hash-verify", "inspect"];

    private readonly Dictionary<string, WorkerProcess> _workers = [];
    private readonly Dictionary<string, string> _settings;
    private readonly ServiceProvider _storage;
    private readonly string _connection;

    private Cluster(PostgresProcess postgres, RabbitServer rabbit, string folder, string connection)
    {
        (Postgres, Rabbit, Folder, _connection) = (postgres, rabbit, folder, connection);
        _settings = new()
        {
            ["Storage:Kind"] = "postgres",
            ["Storage:ConnectionString"] = connection,
            ["Blobs:Kind"] = "folder",
            ["Blobs:Path"] = Path.Combine(folder, "blobs"),
            ["Bus:Transport"] = "rabbitmq",
            ["Bus:Host"] = "127.0.0.1",
            ["Bus:Port"] = rabbit.Port.ToString(),
            ["Bus:Prefix"] = "f" + Guid.NewGuid().ToString("N")[..8],
            ["Worker:Lease"] = "00:00:03",
            ["Worker:Poll"] = "00:00:03",
            ["Conductor:Reconciler:Interval"] = "00:00:00.500",
            ["Conductor:Reconciler:Quiet"] = "00:00:03",
        };
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAssayStorage(new ConfigurationBuilder().AddInMemoryCollection(_settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
        _storage = services.BuildServiceProvider();
    }

    public PostgresProcess Postgres { get; }

    public RabbitServer Rabbit { get; }

    public string Folder { get; }

    public Guid RunId { get; } = Guid.CreateVersion7();

    public IScanViews Views => _storage.GetRequiredService<IScanViews>();

    public IReadOnlyDictionary<string, WorkerProcess> Workers => _workers;

    public static async Task<Cluster> StartAsync()
    {
        if (PostgresProcess.Missing is { } reason) Assert.Skip(reason);
        var rabbit = new RabbitServer();
        await rabbit.EnsureStartedAsync();
        var postgres = await PostgresProcess.StartNewAsync();
        var cluster = new Cluster(postgres, rabbit, Directory.CreateTempSubdirectory("assay-faults-").FullName, postgres.ConnectionString("postgres"));
        await cluster._storage.GetRequiredService<IMigrator>().MigrateAsync(default);
        return cluster;
    }

    public void Set(string key, string value) => _settings[key] = value;

    public void StartWorkers(params string[] services)
    {
        foreach (var service in services) _workers[service] = WorkerProcess.Start("assay.dll", ["worker", service], _settings);
    }

    /// <summary>Starts Inspect with the analyser that a poison file kills, and starts it again whenever it has died, as a supervisor does.</summary>
    public async Task SuperviseCrashingInspectAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (!_workers.TryGetValue("inspect", out var worker) || worker.HasExited)
                _workers["inspect"] = WorkerProcess.Start("Assay.Tests.CrashingInspect.dll", [], _settings);
            await Task.Delay(100, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public async Task SubmitAsync(IEnumerable<string> targets)
    {
        var policy = PolicyParser.Default;
        await _storage.GetRequiredService<IPolicyRepository>().StoreAsync(policy.Digest, policy.Name, policy.CanonicalText, default);
        // The messages are left in the outbox on purpose: the submitter may die as well, and the relay has to do.
        await _storage.GetRequiredService<IScanLedger>().SubmitAsync(
            [.. targets.Select(t => new NewScan { Id = Guid.CreateVersion7(), RunId = RunId, Target = t, Depth = Depth.Full, PolicyDigest = policy.Digest })], default);
    }

    /// <summary>Waits until a condition on the run holds, through outages of the database.</summary>
    public async Task UntilAsync(Func<RunProgress, bool> condition, TimeSpan patience)
    {
        var deadline = DateTime.UtcNow + patience;
        RunProgress? progress = null;
        while (DateTime.UtcNow < deadline)
        {
            try
            {
                progress = await Views.RunProgressAsync(RunId, default);
                if (condition(progress)) return;
            }
            catch (StorageUnavailableException)
            {
                // A test took the database away; it comes back.
            }
            await Task.Delay(100);
        }
        var logs = string.Join(Environment.NewLine, _workers.Select(w => $"--- {w.Key} (exited: {w.Value.HasExited})\n{string.Join('\n', w.Value.Log)}"));
        throw new TimeoutException($"The run stands at {progress} after {patience}.\n{logs}");
    }

    public Task UntilEndedAsync(int scans) => UntilAsync(p => p.Ended == scans, TimeSpan.FromMinutes(3));

    /// <summary>
    /// Kills a worker while it holds a task: it is frozen at arbitrary moments until the ledger shows that it does. False: the run ended first.
    /// </summary>
    public async Task<bool> KillInTheMiddleAsync(string service, Stage stage)
    {
        while ((await Views.RunProgressAsync(RunId, default)).TasksLive > 0)
        {
            _workers[service].Freeze();
            if ((await Views.QueuesAsync(default)).Any(q => q.Stage == stage && q.Leased > 0))
            {
                await _workers[service].KillAsync();
                return true;
            }
            _workers[service].Thaw();
            await Task.Delay(Random.Shared.Next(1, 40));
        }
        return false;
    }

    /// <summary>One number from the database.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync());
    }

    public Task<IReadOnlyList<Scan>> ScansAsync() => Views.RunScansAsync(RunId, default);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Values) await worker.DisposeAsync();
        await _storage.DisposeAsync();
        await Postgres.DisposeAsync();
        await Rabbit.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
