using System.Collections.Concurrent;

namespace Assay.Storage.Blobs.Folder;

/// <summary>Keeps blocks for the next write; more than a few are left to the collector.</summary>
internal sealed class BlockPool
{
    /// <summary>32 MiB at most stay allocated between writes.</summary>
    private const int MaxKept = 32;

    private readonly ConcurrentBag<Block> _blocks = [];

    public Block Rent()
    {
        var block = _blocks.TryTake(out var kept) ? kept : new Block();
        block.Length = 0;
        return block;
    }

    public void Return(Block block)
    {
        if (_blocks.Count < MaxKept) _blocks.Add(block);
    }
}
