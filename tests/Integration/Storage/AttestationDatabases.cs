using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Tests.Integration.Storage;

public sealed class PostgresAttestations(PostgresHome home) : AttestationContract(home), IClassFixture<PostgresHome>
{
    protected override async Task RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(home.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class SqliteAttestations(SqliteHome home) : AttestationContract(home), IClassFixture<SqliteHome>
{
    protected override Task RunSqlAsync(string sql)
    {
        using var session = new SqliteFile(home.DatabasePath).Open(readOnly: false);
        session.Run(sql);
        return Task.CompletedTask;
    }
}
