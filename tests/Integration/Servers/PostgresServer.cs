using Assay.Tests.Integration.Servers;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Assay.Tests.Integration.Servers;

/// <summary>One PostgreSQL server for a run of the tests, started by the first test that asks for a database. Where there is none, the test is skipped.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private PostgresProcess? _process;

    /// <summary>A new, empty database; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        if (PostgresProcess.Missing is { } reason) Assert.Skip(reason);
        var process = await StartedAsync();
        var name = "t_" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(process.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return process.ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _starting.Dispose();
    }

    private async Task<PostgresProcess> StartedAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _process ??= await PostgresProcess.StartNewAsync();
        }
        finally
        {
            _starting.Release();
        }
    }
}
