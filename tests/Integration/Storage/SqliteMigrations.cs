using Assay.Storage.Migrations;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Integration.Storage;

public sealed class SqliteMigrations(SqliteHome home) : MigrationContract(home), IClassFixture<SqliteHome>
{
    protected override string ExpectedChecksumStart => MigrationSet.Embedded("Sqlite").Pending([])[0].Checksum[..4];

    protected override async Task<IReadOnlyList<string>[]> MigrateNewDatabaseAtOnceAsync(int processes)
    {
        var beds = Enumerable.Range(0, processes).Select(_ => StorageBed.Sqlite(home.DatabasePath + ".new")).ToList();
        var applied = await Task.WhenAll(beds.Select(bed => bed.Migrator.MigrateAsync(TestContext.Current.CancellationToken)));
        foreach (var bed in beds) await bed.DisposeAsync();
        return applied;
    }

    protected override Task RunSqlAsync(string sql)
    {
        using var session = new SqliteFile(home.DatabasePath).Open(readOnly: false);
        session.Run(sql);
        return Task.CompletedTask;
    }
}
