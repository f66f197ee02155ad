namespace Assay.OnnxRuntime.Native;

/// <summary>How many native objects of one runtime are alive; tests hold it against leaks.</summary>
internal sealed class LiveHandleCount
{
    private int _count;

    public int Value => Volatile.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);

    public void Remove() => Interlocked.Decrement(ref _count);
}
