using System.Threading.Channels;

namespace Assay.Storage.Sqlite;

/// <summary>
/// The only writer of this process. Operations that wait at the same moment are run in one transaction, each under a savepoint of its own, so
/// that one that fails takes no other with it; all callers continue after the one commit. Other processes write between the transactions.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Bounds how long one transaction keeps other processes waiting.</summary>
    private const int MaxGroup = 128;

    /// <summary>Callers beyond these wait before they queue.</summary>
    private const int MaxWaiting = 4096;

    private readonly Channel<WriteJob> _waiting =
        Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    private readonly SqliteFile _file;
    private readonly Task _loop;

    public SqliteWriter(SqliteFile file)
    {
        _file = file;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Runs an operation in a transaction; returns once it is committed.</summary>
    public async Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var job = new WriteJobOf<T>(work, cancellationToken);
        try
        {
            await _waiting.Writer.WriteAsync(job, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new StorageUnavailableException("The database is closed, because the process is stopping.");
        }
        return await job.Completion.ConfigureAwait(false);
    }

    /// <summary>Finishes what waits and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        SqliteSession? session = null;
        var group = new List<WriteJob>(MaxGroup);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (group.Count < MaxGroup && _waiting.Reader.TryRead(out var job)) group.Add(job);
            try
            {
                session ??= _file.Open(readOnly: false);
                WriteGroup.Commit(session, group, _file);
            }
            catch (Exception error)
            {
                // Nobody may wait for ever: an operation that was told its end already ignores this one.
                var translated = SqliteErrors.Translate(error, _file);
                foreach (var job in group) job.Fail(translated);
                session?.Dispose();
                session = null;
            }
            group.Clear();
        }
        session?.Dispose();
    }
}
