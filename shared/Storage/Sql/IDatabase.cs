namespace Assay.Storage.Sql;

/// <summary>
/// A database that runs single statements, for the repositories whose SQL is the same in both dialects. Throws
/// <see cref="StorageUnavailableException"/> and <see cref="StorageFullException"/> for what an operator can mend.
/// </summary>
internal interface IDatabase
{
    Dialect Dialect { get; }

    /// <summary>A statement that only reads.</summary>
    Task<List<T>> QueryAsync<T>(Statement statement, Func<Row, T> map, CancellationToken cancellationToken);

    /// <summary>Statements that write, in one transaction and one round trip; the rows they return, in order.</summary>
    Task<List<T>> ChangeAsync<T>(IReadOnlyList<Statement> statements, Func<Row, T> map, CancellationToken cancellationToken);

    /// <summary>A statement that writes; the number of rows it changed.</summary>
    Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken);

    /// <summary>
    /// Several statements in one transaction, where a later one depends on what an earlier one read. The work may be run again after a conflict, and may
    /// wait for nothing that needs this database in another way.
    /// </summary>
    Task<T> TransactAsync<T>(Func<ITransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
