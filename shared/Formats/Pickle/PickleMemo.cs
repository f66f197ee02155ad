namespace Assay.Formats.Pickle;

/// <summary>The memo: a table for the usual indices, a small dictionary for far ones. Forgets what is beyond its bounds and says so.</summary>
internal sealed class PickleMemo
{
    private const int Jump = 4096;
    private PickleValue[] _values = [];
    private bool[] _set = [];
    private Dictionary<long, PickleValue>? _far;

    /// <summary>Distinct slots set: the index that MEMOIZE uses next.</summary>
    public long Count { get; private set; }

    /// <summary>True where writers, who count up, would have to skip thousands of slots to get there.</summary>
    public bool IsFar(long index) => index > Jump + (Count * 4);

    /// <summary>False: the slot is beyond what is kept.</summary>
    public bool Put(long index, in PickleValue value)
    {
        if (index is < 0 or >= PickleLimits.DenseMemo || IsFar(index)) return PutFar(index, value);
        if (index >= _values.Length) Grow((int)index);
        if (!_set[index])
        {
            _set[index] = true;
            Count++;
        }
        if (index < PickleLimits.DeepMemo) Share(value);
        _values[index] = index < PickleLimits.DeepMemo ? value : value.Shallow();
        _far?.Remove(index);
        return true;
    }

    /// <summary>False: the slot was never set, or was not kept.</summary>
    public bool TryGet(long index, out PickleValue value)
    {
        if (_far is not null && _far.TryGetValue(index, out value)) return true;
        if (index >= 0 && index < _values.Length && _set[index])
        {
            value = _values[index];
            return true;
        }
        value = PickleValue.Unknown;
        return false;
    }

    private bool PutFar(long index, in PickleValue value)
    {
        _far ??= [];
        if (!_far.ContainsKey(index))
        {
            if (_far.Count >= PickleLimits.SparseMemo)
            {
                Count++;
                return false;
            }
            if (index < 0 || index >= _set.Length || !_set[index]) Count++;
        }
        Share(value);
        _far[index] = value;
        return true;
    }

    private static void Share(in PickleValue value)
    {
        if (value.Items is { } items) items.IsShared = true;
    }

    private void Grow(int index)
    {
        var size = Math.Min(PickleLimits.DenseMemo, Math.Max(64, Math.Max(index + 1, _values.Length * 2)));
        Array.Resize(ref _values, size);
        Array.Resize(ref _set, size);
    }
}
