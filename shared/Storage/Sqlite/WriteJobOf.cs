namespace Assay.Storage.Sqlite;

/// <summary>An operation with its result.</summary>
internal sealed class WriteJobOf<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) : WriteJob(cancellationToken)
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public override void Run(SqliteSession session) => _result = work(session);

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception error) => _completion.TrySetException(error);

    public override void CallOff() => _completion.TrySetCanceled(Cancellation);
}
