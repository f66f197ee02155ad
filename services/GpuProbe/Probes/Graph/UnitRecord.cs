namespace Assay.GpuProbe.Probes.Graph;

/// <summary>What was seen of the elements of one value over all inputs.</summary>
internal sealed class UnitRecord
{
    /// <summary>Relative and absolute difference within which a number counts as the usual one: rounding, and what smooth thresholds leave behind.</summary>
    private const float Tolerance = 1e-4f;

    private const int Kept = 32;

    private readonly int _elements;
    private readonly List<float[]> _first = [];
    private float[]? _mode;
    private int[]? _hits;
    private int[]? _fired;

    public UnitRecord(ExposedValue value)
    {
        Value = value;
        _elements = value.Elements;
        Largest = new float[_elements];
    }

    public ExposedValue Value { get; }

    public int Seen { get; private set; }

    /// <summary>The largest magnitude of each element over ordinary inputs.</summary>
    public float[] Largest { get; }

    /// <summary>Inputs for which any element was not the usual one, the first of them, with the element and its number.</summary>
    public List<(int Input, int Element, float Number)> Excursions { get; } = [];

    /// <summary>Takes the numbers for one input, or for one run. Odd inputs count for whether a value stays the same and for nothing else.</summary>
    public void Add(ReadOnlySpan<float> numbers, int input, bool odd)
    {
        Seen++;
        if (!odd) for (var i = 0; i < _elements; i++) Largest[i] = Math.Max(Largest[i], Math.Abs(numbers[i]));
        if (_mode is null)
        {
            _first.Add(numbers.ToArray());
            _inputs.Add(odd ? -1 : input);
            if (_first.Count >= Kept) Settle();
            return;
        }
        Count(numbers, odd ? -1 : input);
    }

    private readonly List<int> _inputs = [];

    /// <summary>Elements that had their usual number in at least the given share of inputs, with that number.</summary>
    public IEnumerable<(int Element, float Usual, int Fired)> Dormant(double share)
    {
        if (_mode is null) Settle();
        for (var i = 0; i < _elements; i++)
        {
            if (Seen > 0 && float.IsFinite(_mode![i]) && _hits![i] >= share * Seen) yield return (i, _mode[i], _fired![i]);
        }
    }

    private void Settle()
    {
        _mode = new float[_elements];
        _hits = new int[_elements];
        _fired = new int[_elements];
        for (var i = 0; i < _elements && _first.Count > 0; i++) _mode[i] = MostFrequent(i);
        for (var n = 0; n < _first.Count; n++) Count(_first[n], _inputs[n]);
        _first.Clear();
    }

    private float MostFrequent(int element)
    {
        var (best, most) = (_first[0][element], 0);
        foreach (var candidate in _first.Take(6))
        {
            var count = 0;
            foreach (var numbers in _first) if (IsSame(numbers[element], candidate[element])) count++;
            if (count > most) (best, most) = (candidate[element], count);
        }
        return best;
    }

    private void Count(ReadOnlySpan<float> numbers, int input)
    {
        var others = 0;
        for (var i = 0; i < _elements; i++)
        {
            if (IsSame(numbers[i], _mode![i]))
            {
                _hits![i]++;
                continue;
            }
            _fired![i]++;
            // An element that is seldom off is worth remembering; what is always off is not dormant.
            if (input >= 0 && others++ < 2 && _fired[i] <= 8 && Excursions.Count < 256) Excursions.Add((input, i, numbers[i]));
        }
    }

    private static bool IsSame(float a, float b) => Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(b)) || a.Equals(b);
}
