using Assay.Tests.Integration.Servers;

namespace Assay.Tests.Integration.Storage;

/// <summary>A database of its own on the shared server.</summary>
public sealed class PostgresHome(PostgresServer server) : IStorageHome
{
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
        return StorageBed.Postgres(ConnectionString);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
