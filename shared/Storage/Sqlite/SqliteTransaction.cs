using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite;

/// <summary>The writer's own transaction, which no other one runs beside; every call is done when it returns.</summary>
internal sealed class SqliteTransaction(SqliteSession session) : ITransaction
{
    public Dialect Dialect => SqliteDialect.Instance;

    public ValueTask LockAsync(long name, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<List<T>> QueryAsync<T>(Statement statement, Func<Row, T> map, CancellationToken cancellationToken) =>
        new(session.Query(statement, map));

    public ValueTask<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken) => new(session.Execute(statement));
}
