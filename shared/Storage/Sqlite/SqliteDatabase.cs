using Assay.Storage.Sql;

namespace Assay.Storage.Sqlite;

/// <summary>A SQLite file: one writer, several readers.</summary>
internal sealed class SqliteDatabase : IDatabase, IAsyncDisposable, IDisposable
{
    private readonly SqliteWriter _writer;
    private readonly SqliteReaders _readers;
    private int _disposed;

    public SqliteDatabase(string path)
    {
        File = new SqliteFile(path);
        _writer = new SqliteWriter(File);
        _readers = new SqliteReaders(File);
    }

    public SqliteFile File { get; }

    public Dialect Dialect => SqliteDialect.Instance;

    /// <summary>Runs statements in one transaction. They run on the writer's thread: whatever can be computed before belongs outside.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) => _writer.RunAsync(work, cancellationToken);

    public Task<List<T>> QueryAsync<T>(Statement statement, Func<Row, T> map, CancellationToken cancellationToken) =>
        _readers.RunAsync(session => session.Query(statement, map), cancellationToken);

    public Task<List<T>> ChangeAsync<T>(IReadOnlyList<Statement> statements, Func<Row, T> map, CancellationToken cancellationToken) =>
        WriteAsync(session => statements.SelectMany(statement => session.Query(statement, map)).ToList(), cancellationToken);

    public Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken) =>
        WriteAsync(session => session.Execute(statement), cancellationToken);

    public Task<T> TransactAsync<T>(Func<ITransaction, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        // On the writer's thread, where every statement is done when it returns; nothing else is waited for but a signature.
        WriteAsync(session => work(new SqliteTransaction(session), cancellationToken).GetAwaiter().GetResult(), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
