using System.Globalization;
using Assay.Storage.Migrations;
using Assay.Storage.Sql;
using Dapper;
using Npgsql;

namespace Assay.Storage.Postgres;

/// <summary>Migrates a PostgreSQL database; a lock of the transaction keeps other processes out.</summary>
internal sealed class PostgresMigrator(PostgresDatabase database, MigrationSet migrations, StorageClock clock) : IMigrator
{
    // Any number that nobody else uses: "assay" in ASCII.
    private const string Lock = "SELECT pg_advisory_xact_lock(418481496441)";

    private const string HasTable = "SELECT to_regclass('migrations') IS NOT NULL";

    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
            await connection.ExecuteAsync(new CommandDefinition(Lock, cancellationToken: token)).ConfigureAwait(false);
            var pending = await PendingAsync(connection, token).ConfigureAwait(false);
            if (pending.Count > 0) await connection.ExecuteAsync(new CommandDefinition(AppliedMigration.CreateTable, cancellationToken: token)).ConfigureAwait(false);
            foreach (var migration in pending)
            {
                await connection.ExecuteAsync(new CommandDefinition(migration.Sql, cancellationToken: token)).ConfigureAwait(false);
                var row = new { number = migration.Number, name = migration.Name, checksum = migration.Checksum, at = Now() };
                await connection.ExecuteAsync(new CommandDefinition(AppliedMigration.Insert, row, cancellationToken: token)).ConfigureAwait(false);
            }
            await transaction.CommitAsync(token).ConfigureAwait(false);
            return Names(pending);
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (connection, token) => Names(await PendingAsync(connection, token).ConfigureAwait(false)), cancellationToken);

    private async Task<IReadOnlyList<Migration>> PendingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var exists = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(HasTable, cancellationToken: cancellationToken)).ConfigureAwait(false);
        return migrations.Pending(exists
            ? [.. await connection.QueryAsync<AppliedMigration>(new CommandDefinition(AppliedMigration.Select, cancellationToken: cancellationToken)).ConfigureAwait(false)]
            : []);
    }

    private string Now() => clock.Now().ToString("O", CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Names(IEnumerable<Migration> migrations) => [.. migrations.Select(m => m.Name)];
}
