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

    internal PickleItems(ReadOnlySpan<PickleValue> items, int kept = Kept)
    {
        _kept = Math.Min(items.Length, kept);
        items[.._kept].CopyTo(_kept <= FirstItems.Length ? _first : _all = new PickleValue[_kept]);
        Count = items.Length;
        foreach (ref readonly var item in items) Weight += item.Weight;
    }

    /// <summary>True where some items are not kept.</summary>
    public bool IsCut => Count > _kept;

    /// <summary>Items there are; more than are kept in a long container.</summary>
    public long Count { get; private set; }

    /// <summary>See <see cref="PickleValue.Weight"/>.</summary>
    public double Weight { get; private set; } = 1;

    /// <summary>The items kept.</summary>
    public ReadOnlySpan<PickleValue> Values => _all is null ? ((ReadOnlySpan<PickleValue>)_first)[.._kept] : _all.AsSpan(0, _kept);

    internal void Add(in PickleValue item)
    {
        Count++;
        // A container inside itself is a cycle, not a copy.
        Weight += ReferenceEquals(item.Items, this) ? 1 : item.Weight;
        if (_kept >= Kept) return;
        if (_all is null && _kept < FirstItems.Length)
        {
            _first[_kept++] = item;
            return;
        }
        if (_all is null)
        {
            _all = new PickleValue[2 * FirstItems.Length];
            ((ReadOnlySpan<PickleValue>)_first).CopyTo(_all);
        }
        if (_kept == _all.Length) Array.Resize(ref _all, Math.Min(Kept, _kept * 2));
        _all[_kept++] = item;
    }

    [InlineArray(Length)]
    private struct FirstItems
    {
        public const int Length = 3;
        private PickleValue _item;
    }
}
