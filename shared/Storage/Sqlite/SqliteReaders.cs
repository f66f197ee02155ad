using System.Collections.Concurrent;

namespace Assay.Storage.Sqlite;

/// <summary>A few connections that only read, opened when they are first needed. Readers see what is committed and wait for nobody.</summary>
internal sealed class SqliteReaders(SqliteFile file) : IDisposable
{
    private const int MaxReaders = 4;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(MaxReaders, MaxReaders);

    public async Task<T> RunAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var session)) session = file.Open(readOnly: true);
            try
            {
                var result = read(session);
                _idle.Add(session);
                return result;
            }
            catch
            {
                // A connection that failed once is not trusted again.
                session.Dispose();
                throw;
            }
        }
        catch (Exception error)
        {
            var translated = SqliteErrors.Translate(error, file);
            if (ReferenceEquals(translated, error)) throw;
            throw translated;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session)) session.Dispose();
        _free.Dispose();
    }
}
