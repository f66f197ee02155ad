using Assay.Storage.Sqlite;
using Npgsql;

namespace Assay.Tests.Integration.Storage;

public sealed class PostgresTransparencyLog(PostgresHome home) : TransparencyLogContract(home), IClassFixture<PostgresHome>
{
    [Theory]
    [InlineData("log_entries")]
    [InlineData("log_tiles")]
    [InlineData("log_checkpoints")]
    [InlineData("signing_keys")]
    public async Task The_database_refuses_to_empty_the_log(string table) =>
        (await Should.ThrowAsync<PostgresException>(() => RunSqlAsync($"TRUNCATE {table} CASCADE"))).Message.ShouldContain("is refused");

    protected override string Blob(string hex) => $"'\\x{hex}'::bytea";

    protected override async Task RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(home.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class SqliteTransparencyLog(SqliteHome home) : TransparencyLogContract(home), IClassFixture<SqliteHome>
{
    [Fact]
    public async Task The_database_refuses_to_replace_an_entry()
    {
        await Log.AppendAsync(Entries("r", 1), TestContext.Current.CancellationToken);
        const string Sql = "INSERT OR REPLACE INTO log_entries (idx, leaf_hash, entry) SELECT idx, leaf_hash, X'00' FROM log_entries";
        (await Should.ThrowAsync<Exception>(() => RunSqlAsync(Sql))).Message.ShouldContain("replace");
    }

    protected override string Blob(string hex) => $"X'{hex}'";

    protected override Task RunSqlAsync(string sql)
    {
        using var session = new SqliteFile(home.DatabasePath).Open(readOnly: false);
        session.Run(sql);
        return Task.CompletedTask;
    }
}
