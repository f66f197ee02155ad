using Assay.Storage.Migrations;
using Assay.Tests.Integration.Servers;
using Npgsql;

namespace Assay.Tests.Integration.Storage;

public sealed class PostgresMigrations(PostgresHome home, PostgresServer server) : MigrationContract(home), IClassFixture<PostgresHome>
{
    protected override string ExpectedChecksumStart => MigrationSet.Embedded("Postgres").Pending([])[0].Checksum[..4];

    protected override async Task<IReadOnlyList<string>[]> MigrateNewDatabaseAtOnceAsync(int processes)
    {
        var database = await server.CreateDatabaseAsync();
        var beds = Enumerable.Range(0, processes).Select(_ => StorageBed.Postgres(database)).ToList();
        var applied = await Task.WhenAll(beds.Select(bed => bed.Migrator.MigrateAsync(TestContext.Current.CancellationToken)));
        foreach (var bed in beds) await bed.DisposeAsync();
        return applied;
    }

    protected override async Task RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(home.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
