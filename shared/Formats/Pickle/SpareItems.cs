namespace Assay.Formats.Pickle;

/// <summary>
/// Small tuples that nothing refers to any more, to be filled again: of a list of a million pairs only the first few are kept, and making an object for each
/// of the others would be most of the work.
/// </summary>
internal sealed class SpareItems
{
    /// <summary>Writers flush a list every thousand items, so this many come free at once.</summary>
    private const int Kept = 1024;

    private readonly PickleItems[] _spare = new PickleItems[Kept];
    private int _count;

    /// <summary>A container of the items.</summary>
    public PickleItems Take(ReadOnlySpan<PickleValue> items)
    {
        if (_count == 0) return new(items);
        var taken = _spare[--_count];
        taken.Refill(items);
        return taken;
    }

    /// <summary>
    /// Takes back what a container counted and did not keep, where it is a tuple: it came off the stack, so that only a memo slot, or a copy on the stack,
    /// could still refer to it, and then it is marked as shared. Nobody can add to a tuple, so none holds itself.
    /// </summary>
    public void Return(in PickleValue value)
    {
        if (_count < Kept && value.Kind == PickleValueKind.Tuple && value.Items is { IsShared: false } items) _spare[_count++] = items;
    }
}
