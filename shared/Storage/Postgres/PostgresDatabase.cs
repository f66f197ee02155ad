using System.Data.Common;
using Assay.Storage.Sql;
using Dapper;
using Npgsql;

namespace Assay.Storage.Postgres;

/// <summary>A PostgreSQL database: pooled connections, statements prepared by use, each call one round trip and one transaction.</summary>
internal sealed class PostgresDatabase(NpgsqlDataSource source) : IDatabase, IAsyncDisposable, IDisposable
{
    /// <summary>How often a transaction that lost a deadlock is sent again.</summary>
    private const int MaxConflicts = 5;

    public Dialect Dialect => PostgresDialect.Instance;

    public static PostgresDatabase Connect(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // The product's few statements stay prepared on every connection, unless the operator says otherwise (a pooler may not allow it).
        if (!settings.ContainsKey("Max Auto Prepare") || settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 64;
        if (settings.AutoPrepareMinUsages == 5) settings.AutoPrepareMinUsages = 2;
        if (string.IsNullOrEmpty(settings.ApplicationName)) settings.ApplicationName = "assay";
        return new PostgresDatabase(NpgsqlDataSource.Create(settings));
    }

    /// <summary>Runs work on a connection, again where it lost a conflict with another transaction.</summary>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                return await work(connection, cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException error) when (PostgresErrors.IsConflict(error) && conflicts < MaxConflicts)
            {
                // The waits differ by chance, so that the two do not meet again.
                await Task.Delay(Random.Shared.Next(1, 10 << conflicts), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                var translated = PostgresErrors.Translate(error);
                if (ReferenceEquals(translated, error)) throw;
                throw translated;
            }
        }
    }

    /// <summary>Runs a statement on a connection that the caller holds.</summary>
    public static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, Statement statement, Func<Row, T> map, CancellationToken cancellationToken)
    {
        await using var reader = await connection.ExecuteReaderAsync(Command(statement, cancellationToken)).ConfigureAwait(false);
        var rows = new List<T>();
        await ReadAllAsync(reader, map, rows, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    public Task<List<T>> QueryAsync<T>(Statement statement, Func<Row, T> map, CancellationToken cancellationToken) =>
        RunAsync((connection, token) => ReadAsync(connection, statement, map, token), cancellationToken);

    public Task<List<T>> ChangeAsync<T>(IReadOnlyList<Statement> statements, Func<Row, T> map, CancellationToken cancellationToken) =>
        statements.Count switch
        {
            0 => Task.FromResult(new List<T>()),
            1 => QueryAsync(statements[0], map, cancellationToken),
            _ => RunAsync((connection, token) => RunBatchAsync(connection, statements, map, token), cancellationToken),
        };

    public Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken) =>
        RunAsync((connection, token) => connection.ExecuteAsync(Command(statement, token)), cancellationToken);

    public Task<T> TransactAsync<T>(Func<ITransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => RunAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token).ConfigureAwait(false);
            var result = await work(new PostgresTransaction(connection), token).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
            return result;
        },
        cancellationToken);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    public void Dispose() => source.Dispose();

    // A batch is sent at once and is one transaction: it commits with its last statement.
    private static async Task<List<T>> RunBatchAsync<T>(
        NpgsqlConnection connection, IReadOnlyList<Statement> statements, Func<Row, T> map, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        foreach (var statement in statements)
        {
            var command = new NpgsqlBatchCommand(statement.Sql);
            foreach (var argument in statement.Arguments) command.Parameters.Add(PostgresDialect.ToParameter(argument));
            batch.BatchCommands.Add(command);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        foreach (var statement in statements)
        {
            if (!statement.OnlyLocks) await ReadAllAsync(reader, map, rows, cancellationToken).ConfigureAwait(false);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        return rows;
    }

    private static async Task ReadAllAsync<T>(DbDataReader reader, Func<Row, T> map, List<T> rows, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(map(new Row(reader, PostgresDialect.Instance)));
    }

    private static CommandDefinition Command(Statement statement, CancellationToken cancellationToken) =>
        new(statement.Sql, new PostgresArguments(statement), cancellationToken: cancellationToken);
}
