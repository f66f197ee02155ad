using System.Runtime.CompilerServices;

namespace Assay.Formats.Pickle;

/// <summary>The first items of a container, and how many there are. A dictionary's keys and values alternate.</summary>
public sealed class PickleItems
{
    /// <summary>Items kept: enough for the arguments of any known constructor and the state of an array wrapper.</summary>
    public const int Kept = 24;

    // The first few lie in the object itself: nearly all tuples are pairs and triples, and a second allocation would double their cost.
    private FirstItems _first;
    private PickleValue[]? _all;
    private int _kept;

    internal PickleItems()
    {
    }

    internal PickleItems(ReadOnlySpan<PickleValue> items, int kept = Kept) => Fill(items, kept);

    /// <summary>True where more than one place may refer to this object: a memo slot, or two places of the stack.</summary>
    internal bool IsShared { get; set; }

    /// <summary>Gives an object that nothing refers to any more the items of a new container.</summary>
    internal void Refill(ReadOnlySpan<PickleValue> items)
    {
        _all = null;
        Fill(items, Kept);
    }

    private void Fill(ReadOnlySpan<PickleValue> items, int kept)
    {
        _kept = Math.Min(items.Length, kept);
        items[.._kept].CopyTo(_kept <= FirstItems.Length ? _first : _all = new PickleValue[_kept]);
        Count = items.Length;
        var weight = 1.0;
        foreach (ref readonly var item in items) weight += item.Weight;
        Weight = weight;
    }

    /// <summary>True where some items are not kept.</summary>
    public bool IsCut => Count > _kept;

    /// <summary>Items there are; more than are kept in a long container.</summary>
    public long Count { get; private set; }

    /// <summary>See <see cref="PickleValue.Weight"/>.</summary>
    public double Weight { get; private set; } = 1;

    /// <summary>The items kept.</summary>
    public ReadOnlySpan<PickleValue> Values => _all is null ? ((ReadOnlySpan<PickleValue>)_first)[.._kept] : _all.AsSpan(0, _kept);

    /// <summary>Adds an item. False: it was counted, and is not kept.</summary>
    internal bool Add(in PickleValue item)
    {
        Count++;
        // A container inside itself is a cycle, not a copy.
        Weight += ReferenceEquals(item.Items, this) ? 1 : item.Weight;
        if (_kept >= Kept) return false;
        if (_all is null && _kept < FirstItems.Length)
        {
            _first[_kept++] = item;
            return true;
        }
        if (_all is null)
        {
            _all = new PickleValue[2 * FirstItems.Length];
            ((ReadOnlySpan<PickleValue>)_first).CopyTo(_all);
        }
        if (_kept == _all.Length) Array.Resize(ref _all, Math.Min(Kept, _kept * 2));
        _all[_kept++] = item;
        return true;
    }

    [InlineArray(Length)]
    private struct FirstItems
    {
        public const int Length = 3;
        private PickleValue _item;
    }
}
