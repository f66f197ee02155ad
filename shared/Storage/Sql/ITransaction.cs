namespace Assay.Storage.Sql;

/// <summary>
/// Statements that see each other's effects and take effect together. For one caller at a time, inside of <see cref="IDatabase.TransactAsync"/> only.
/// </summary>
internal interface ITransaction
{
    Dialect Dialect { get; }

    /// <summary>
    /// Waits until no other transaction holds this lock; held to the end of this one. Does nothing where only one transaction writes at a time.
    /// </summary>
    ValueTask LockAsync(long name, CancellationToken cancellationToken);

    /// <summary>The rows of a statement.</summary>
    ValueTask<List<T>> QueryAsync<T>(Statement statement, Func<Row, T> map, CancellationToken cancellationToken);

    /// <summary>Runs a statement; the number of rows it changed.</summary>
    ValueTask<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken);
}
