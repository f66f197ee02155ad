using Assay.Storage.Sql;
using Dapper;
using Npgsql;

namespace Assay.Storage.Postgres;

/// <summary>A transaction on a connection of its own.</summary>
internal sealed class PostgresTransaction(NpgsqlConnection connection) : ITransaction
{
    private static readonly Func<Row, bool> _nothing = static _ => true;

    public Dialect Dialect => PostgresDialect.Instance;

    public async ValueTask LockAsync(long name, CancellationToken cancellationToken) =>
        await PostgresDatabase.ReadAsync(
            connection, new Statement("SELECT pg_advisory_xact_lock(@name)", ("name", name)), _nothing, cancellationToken).ConfigureAwait(false);

    public async ValueTask<List<T>> QueryAsync<T>(Statement statement, Func<Row, T> map, CancellationToken cancellationToken) =>
        await PostgresDatabase.ReadAsync(connection, statement, map, cancellationToken).ConfigureAwait(false);

    public async ValueTask<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken) => await connection
        .ExecuteAsync(new CommandDefinition(statement.Sql, new PostgresArguments(statement), cancellationToken: cancellationToken))
            .ConfigureAwait(false);
}
