namespace Assay.Hosting.Workers;

/// <summary>Slots of this process and how many are taken, over all stages and lanes. Threads may report at once.</summary>
public sealed class WorkerLoad
{
    private int _slots;
    private int _busy;

    public int Slots => Volatile.Read(ref _slots);
    public int Busy => Volatile.Read(ref _busy);

    public void AddSlots(int count) => Interlocked.Add(ref _slots, count);
    public void Begin() => Interlocked.Increment(ref _busy);
    public void End() => Interlocked.Decrement(ref _busy);
}
