using System.Globalization;
using Assay.Storage.Migrations;
using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite;

/// <summary>Migrates a SQLite file; the write lock of the file keeps other processes out.</summary>
internal sealed class SqliteMigrator(SqliteDatabase database, MigrationSet migrations, StorageClock clock) : IMigrator
{
    private const string HasTable = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'";

    public Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var pending = Pending(session);
            if (pending.Count > 0) session.Run(AppliedMigration.CreateTable);
            foreach (var migration in pending)
            {
                session.Run(migration.Sql);
                session.Execute(
                    AppliedMigration.Insert,
                    ("number", migration.Number),
                    ("name", migration.Name),
                    ("checksum", migration.Checksum),
                    ("at", clock.Now().ToString("O", CultureInfo.InvariantCulture)));
            }
            return Names(pending);
        },
        cancellationToken);

    // Through the writer, since a reader cannot open a file that does not exist in the mode that it needs.
    public Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(session => Names(Pending(session)), cancellationToken);

    private IReadOnlyList<Migration> Pending(SqliteSession session)
    {
        if (session.Query(HasTable, static _ => true).Count == 0) return migrations.Pending([]);
        return migrations.Pending(session.Query(AppliedMigration.Select, static row => new AppliedMigration(row.Int(0), row.Text(1), row.Text(2))));
    }

    private static IReadOnlyList<string> Names(IEnumerable<Migration> migrations) => [.. migrations.Select(m => m.Name)];
}
