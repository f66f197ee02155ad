using Assay.Storage.Sqlite;
using Assay.Tests.Integration.Servers;
using Npgsql;

namespace Assay.Tests.Integration.Storage;

public sealed class PostgresRegistry(PostgresHome home) : RegistryContract(home), IClassFixture<PostgresHome>
{
    protected override async Task RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(home.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class SqliteRegistry(SqliteHome home) : RegistryContract(home), IClassFixture<SqliteHome>
{
    protected override Task RunSqlAsync(string sql)
    {
        using var session = new SqliteFile(home.DatabasePath).Open(readOnly: false);
        session.Run(sql);
        return Task.CompletedTask;
    }
}

public sealed class PostgresRewrittenLog(PostgresServer server) : RewrittenLogContract, IDisposable
{
    private readonly string _keys = Path.Combine(Path.GetTempPath(), "assay-keys-" + Guid.NewGuid().ToString("N")[..12]);
    private string _database = "";

    public void Dispose()
    {
        if (Directory.Exists(_keys)) Directory.Delete(_keys, recursive: true);
    }

    protected override async Task<StorageBed> NewDatabaseAsync()
    {
        if (PostgresProcess.Missing is { } reason) Assert.Skip(reason);
        _database = await server.CreateDatabaseAsync();
        var bed = StorageBed.Postgres(_database, _keys);
        await bed.Migrator.MigrateAsync(TestContext.Current.CancellationToken);
        return bed;
    }

    protected override Task LiftAsync() => RunSqlAsync(
        "DROP TRIGGER log_entries_stay ON log_entries; DROP TRIGGER log_tiles_stay ON log_tiles; DROP TRIGGER log_checkpoints_stay ON log_checkpoints");

    protected override async Task RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    protected override string Blob(string hex) => $"'\\x{hex}'::bytea";
}

public sealed class SqliteRewrittenLog : RewrittenLogContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-rewritten-").FullName;

    private string DatabasePath => Path.Combine(_folder, "assay.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override async Task<StorageBed> NewDatabaseAsync()
    {
        var bed = StorageBed.Sqlite(DatabasePath);
        await bed.Migrator.MigrateAsync(TestContext.Current.CancellationToken);
        return bed;
    }

    protected override async Task LiftAsync()
    {
        foreach (var table in new[] { "log_entries", "log_tiles", "log_checkpoints" })
            await RunSqlAsync($"DROP TRIGGER {table}_update; DROP TRIGGER {table}_delete");
    }

    protected override Task RunSqlAsync(string sql)
    {
        using var session = new SqliteFile(DatabasePath).Open(readOnly: false);
        session.Run(sql);
        return Task.CompletedTask;
    }

    protected override string Blob(string hex) => $"X'{hex}'";
}
