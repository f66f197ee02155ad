using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Assay.Contracts.Values;
using Assay.Storage;
using Assay.Storage.Lineage;
using Assay.Storage.Migrations;
using Assay.Tests.Integration.Servers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Assay.Tests.Benchmarks.Lineage;

/// <summary>
/// How long PostgreSQL takes to say who has a file or a tensor, with a given number of files and of tensors in it. Cold: after the server was started
/// anew, so that its own buffers are empty (the system's cache is not emptied: that takes rights which a benchmark should not need).
/// </summary>
public static class WhoHas
{
    private const int FilesOfVersion = 10;
    private const int TensorsOfFile = 100;
    private const int Questions = 2000;

    /// <param name="rows">Files, and as many tensors.</param>
    public static async Task RunAsync(int rows)
    {
        if (PostgresProcess.Missing is { } missing)
        {
            Console.WriteLine(missing);
            return;
        }
        await using var server = await PostgresProcess.StartNewAsync();
        var connection = server.ConnectionString("postgres");
        await using (var services = Open(connection))
        {
            await services.GetRequiredService<IMigrator>().MigrateAsync(default);
            var watch = Stopwatch.StartNew();
            await FillAsync(connection, rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"who-has  {rows:N0} files and {rows:N0} tensors copied in {watch.Elapsed.TotalSeconds:N0} s"));
        }
        await server.KillAsync();
        await server.StartAsync();
        await using var restarted = Open(connection);
        var index = restarted.GetRequiredService<ITensorIndex>();
        await AskAsync("cold", index, rows, seed: 1, 200);
        await AskAsync("hot", index, rows, seed: 2, Questions);
        await AskAsync("hot", index, rows, seed: 2, Questions);
    }

    private static async Task AskAsync(string how, ITensorIndex index, int rows, int seed, int questions)
    {
        var random = new Random(seed);
        var files = new double[questions];
        var tensors = new double[questions];
        for (var i = 0; i < questions; i++)
        {
            var file = random.Next(rows);
            files[i] = await TimeAsync(async () => (await index.WhoHasAsync(Sha256Digest.FromBytes(FileDigest(file)), 100, default)).Count);
            var tensor = random.Next(rows);
            tensors[i] = await TimeAsync(async () => (await index.WhoHoldsAsync(Sha256Digest.FromBytes(TensorDigest(tensor)), 100, default)).Count);
        }
        Print(how, "file  ", files);
        Print(how, "tensor", tensors);
    }

    private static async Task<double> TimeAsync(Func<Task<int>> ask)
    {
        var watch = Stopwatch.GetTimestamp();
        if (await ask() == 0) throw new InvalidOperationException("Nobody has what was copied in.");
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }

    private static void Print(string how, string what, double[] times)
    {
        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"who-has  {what} {how,-4}  median {times[times.Length / 2]:N2} ms  p95 {times[times.Length * 95 / 100]:N2} ms  p99 {times[times.Length * 99 / 100]:N2} ms  max {times[^1]:N1} ms"));
    }

    private static ServiceProvider Open(string connection) => new ServiceCollection()
        .AddAssayStorage(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Kind"] = "postgres",
            ["Storage:ConnectionString"] = connection,
        }).Build())
        .BuildServiceProvider();

    private static async Task FillAsync(string connectionString, int rows)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY versions (id, key, source, name, repository_id, revision, listing_digest, resolved_at) FROM STDIN (FORMAT BINARY)"))
        {
            for (var v = 0; v < rows / FilesOfVersion; v++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(VersionId(v), NpgsqlDbType.Uuid);
                await copy.WriteAsync(Digest(v, 1), NpgsqlDbType.Bytea);
                await copy.WriteAsync("hf", NpgsqlDbType.Text);
                await copy.WriteAsync($"org{v % 1000}/model-{v}", NpgsqlDbType.Text);
                await copy.WriteAsync($"{v:x24}", NpgsqlDbType.Text);
                await copy.WriteAsync($"{v:x40}", NpgsqlDbType.Text);
                await copy.WriteAsync(Digest(v, 2), NpgsqlDbType.Bytea);
                await copy.WriteAsync(DateTime.UnixEpoch.AddSeconds(v), NpgsqlDbType.TimestampTz);
            }
            await copy.CompleteAsync();
        }
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY version_files (version_id, ordinal, path, size, state, sha256) FROM STDIN (FORMAT BINARY)"))
        {
            for (var f = 0; f < rows; f++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(VersionId(f / FilesOfVersion), NpgsqlDbType.Uuid);
                await copy.WriteAsync(f % FilesOfVersion, NpgsqlDbType.Integer);
                await copy.WriteAsync($"model-{f % FilesOfVersion:00000}-of-00010.safetensors", NpgsqlDbType.Text);
                await copy.WriteAsync(5_000_000_000L + f, NpgsqlDbType.Bigint);
                await copy.WriteAsync((short)0, NpgsqlDbType.Smallint);
                await copy.WriteAsync(FileDigest(f), NpgsqlDbType.Bytea);
            }
            await copy.CompleteAsync();
        }
        await using (var copy = await connection.BeginBinaryImportAsync(
            "COPY tensors (artifact, digest, name, element_type, shape, size, kind) FROM STDIN (FORMAT BINARY)"))
        {
            for (var t = 0; t < rows; t++)
            {
                await copy.StartRowAsync();
                // Files that are nobody else's: a file has each tensor once.
                await copy.WriteAsync(FileDigest((t / TensorsOfFile * FilesOfVersion) + 1), NpgsqlDbType.Bytea);
                await copy.WriteAsync(TensorDigest(t), NpgsqlDbType.Bytea);
                await copy.WriteAsync($"model.layers.{t % TensorsOfFile}.mlp.down_proj.weight", NpgsqlDbType.Text);
                await copy.WriteAsync("BF16", NpgsqlDbType.Text);
                await copy.WriteAsync("4096x11008", NpgsqlDbType.Text);
                await copy.WriteAsync(90_177_536L, NpgsqlDbType.Bigint);
                await copy.WriteAsync((short)0, NpgsqlDbType.Smallint);
            }
            await copy.CompleteAsync();
        }
        await using var analyze = new NpgsqlCommand("ANALYZE versions, version_files, tensors", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync();
    }

    private static Guid VersionId(int version) => new(Digest(version, 3).AsSpan(0, 16));

    // Every tenth file is somebody else's, too, as with mirrors; a tensor in ten is one of a base that a hundred models share.
    private static byte[] FileDigest(int file) => Digest(file % 10 == 0 ? file % 1000 : file, 4);

    private static byte[] TensorDigest(int tensor) => Digest(tensor % 10 == 0 ? tensor % 100_000 : tensor, 5);

    private static byte[] Digest(int number, byte kind) => SHA256.HashData([kind, .. BitConverter.GetBytes(number)]);
}
