namespace Assay.Formats.Pickle;

/// <summary>The loader's stack with its marks. Nothing below the last mark can be taken, as in every loader of Python 3.</summary>
internal sealed class PickleStack
{
    private PickleValue[] _values = new PickleValue[64];
    private int[] _marks = new int[16];
    private int _markCount;

    public int Count { get; private set; }

    /// <summary>False: the stack is larger than is followed.</summary>
    public bool Push(in PickleValue value)
    {
        if (Count == _values.Length)
        {
            if (Count >= PickleLimits.Stack) return false;
            Array.Resize(ref _values, Count * 2);
        }
        _values[Count++] = value;
        return true;
    }

    /// <summary>True where so many values can be taken.</summary>
    public bool Has(int count) => Count - Fence >= count;

    /// <summary>The value <paramref name="depth"/> below the top, 0 for the top itself.</summary>
    public ref PickleValue Peek(int depth = 0) => ref _values[Count - 1 - depth];

    /// <summary>The topmost values, the deepest first; valid until the next push.</summary>
    public ReadOnlySpan<PickleValue> Top(int count) => _values.AsSpan(Count - count, count);

    /// <summary>Takes values off.</summary>
    public void Drop(int count) => Count -= count;

    public PickleValue Pop() => _values[--Count];

    /// <summary>False: more marks than are followed.</summary>
    public bool Mark()
    {
        if (_markCount == _marks.Length)
        {
            if (_markCount >= PickleLimits.Stack) return false;
            Array.Resize(ref _marks, _markCount * 2);
        }
        _marks[_markCount++] = Count;
        return true;
    }

    /// <summary>The values since the last mark, which goes away with them; the span is valid until the next push. False: there is no mark.</summary>
    public bool TakeToMark(out ReadOnlySpan<PickleValue> values)
    {
        values = default;
        if (_markCount == 0) return false;
        var start = _marks[--_markCount];
        values = _values.AsSpan(start, Count - start);
        Count = start;
        return true;
    }

    /// <summary>POP takes a mark where one lies on top, else a value. False: there is neither.</summary>
    public bool PopAny()
    {
        if (_markCount > 0 && _marks[_markCount - 1] == Count) _markCount--;
        else if (Has(1)) Count--;
        else return false;
        return true;
    }

    private int Fence => _markCount == 0 ? 0 : _marks[_markCount - 1];
}
