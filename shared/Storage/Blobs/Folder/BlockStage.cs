using System.Collections.Concurrent;

namespace Assay.Storage.Blobs.Folder;

/// <summary>
/// A thread of its own that does one thing to each block, in order. After a fault it only passes blocks on, so that nobody waits for ever.
/// </summary>
internal sealed class BlockStage : IDisposable
{
    private readonly BlockingCollection<Block> _queue = [];
    private readonly Action<Block> _apply;
    private readonly Action<Block> _done;
    private readonly Action? _finish;
    private readonly Task _work;
    private volatile Exception? _fault;

    /// <param name="apply">The work on one block.</param>
    /// <param name="done">Called for each block afterwards, whatever happened.</param>
    /// <param name="finish">Called after the last block, unless there was a fault.</param>
    public BlockStage(Action<Block> apply, Action<Block> done, Action? finish = null)
    {
        (_apply, _done, _finish) = (apply, done, finish);
        // The disk blocks its thread: a pool thread would be missing elsewhere while the processor idles.
        _work = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What went wrong; null while nothing did.</summary>
    public Exception? Fault => _fault;

    public void Add(Block block) => _queue.Add(block);

    /// <summary>No more blocks come; completes when all work is done. Never throws: see <see cref="Fault"/>.</summary>
    public Task CompleteAsync()
    {
        if (!_queue.IsAddingCompleted) _queue.CompleteAdding();
        return _work;
    }

    public void Dispose() => _queue.Dispose();

    private void Run()
    {
        foreach (var block in _queue.GetConsumingEnumerable())
        {
            Try(() => _apply(block));
            _done(block);
        }
        if (_finish is not null) Try(_finish);
    }

    private void Try(Action action)
    {
        if (_fault is not null) return;
        try
        {
            action();
        }
        catch (Exception e)
        {
            _fault = e;
        }
    }
}
