namespace Assay.Storage.Sqlite;

/// <summary>An operation that waits for the writer. Its caller is told once the transaction that holds it has been committed, or has failed.</summary>
internal abstract class WriteJob(CancellationToken cancellationToken)
{
    /// <summary>Once begun, an operation is finished: only one that still waits can be called off.</summary>
    public bool IsCalledOff => Cancellation.IsCancellationRequested;

    protected CancellationToken Cancellation { get; } = cancellationToken;

    public abstract void Run(SqliteSession session);

    public abstract void Succeed();

    public abstract void Fail(Exception error);

    public abstract void CallOff();
}
