namespace Assay.Formats.Pickle;

/// <summary>The first items of a container, and how many there are. A dictionary's keys and values alternate.</summary>
public sealed class PickleItems
{
    /// <summary>Items kept: enough for the arguments of any known constructor and the state of an array wrapper.</summary>
    public const int Kept = 24;

    private PickleValue[] _items;
    private int _kept;

    internal PickleItems() => _items = [];

    internal PickleItems(ReadOnlySpan<PickleValue> items)
    {
        _kept = Math.Min(items.Length, Kept);
        _items = items[.._kept].ToArray();
        Count = items.Length;
        foreach (ref readonly var item in items) Weight += item.Weight;
    }

    /// <summary>Items there are; more than are kept in a long container.</summary>
    public long Count { get; private set; }

    /// <summary>See <see cref="PickleValue.Weight"/>.</summary>
    public double Weight { get; private set; } = 1;

    /// <summary>The items kept.</summary>
    public ReadOnlySpan<PickleValue> Values => _items.AsSpan(0, _kept);

    internal void Add(in PickleValue item)
    {
        Count++;
        // A container inside itself is a cycle, not a copy.
        Weight += ReferenceEquals(item.Items, this) ? 1 : item.Weight;
        if (_kept == Kept) return;
        if (_kept == _items.Length) Array.Resize(ref _items, Math.Min(Kept, Math.Max(4, _kept * 2)));
        _items[_kept++] = item;
    }
}
