using Assay.Tests.Integration.Servers;

namespace Assay.Tests.Integration.Storage;

/// <summary>A database of its own on the shared server.</summary>
public sealed class PostgresHome(PostgresServer server) : IStorageHome
{
    private readonly string _keys = Path.Combine(Path.GetTempPath(), "assay-keys-" + Guid.NewGuid().ToString("N")[..12]);

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        // Without a server the database stays unnamed, and each test skips when it opens it.
        if (PostgresProcess.Missing is not null) return;
        ConnectionString = await server.CreateDatabaseAsync();
        await using var bed = Open();
        await bed.Migrator.MigrateAsync(CancellationToken.None);
    }

    public StorageBed Open()
    {
        if (PostgresProcess.Missing is { } reason) Assert.Skip(reason);
        return StorageBed.Postgres(ConnectionString, _keys);
    }

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(_keys)) Directory.Delete(_keys, recursive: true);
        return ValueTask.CompletedTask;
    }
}
