namespace Assay.Tests.Integration.Storage;

/// <summary>A SQLite file in a temporary folder.</summary>
public sealed class SqliteHome : IStorageHome
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "assay-sqlite-" + Guid.NewGuid().ToString("N")[..12]);

    public string DatabasePath => Path.Combine(_folder, "made on demand", "assay.db");

    public async ValueTask InitializeAsync()
    {
        await using var bed = Open();
        await bed.Migrator.MigrateAsync(CancellationToken.None);
    }

    public StorageBed Open() => StorageBed.Sqlite(DatabasePath);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
