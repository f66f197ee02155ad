namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>What a call is given.</summary>
internal sealed record PythonArguments(IReadOnlyList<PythonValue> Positional, IReadOnlyDictionary<string, PythonValue> Named)
{
    public PythonValue? At(int index, params ReadOnlySpan<string> names)
    {
        if (index >= 0 && index < Positional.Count) return Positional[index];
        foreach (var name in names)
        {
            if (Named.TryGetValue(name, out var value)) return value;
        }
        return null;
    }

    public IEnumerable<PythonValue> All => Positional.Concat(Named.Values);

    public PythonTaint Taint => All.Aggregate(PythonTaint.None, (t, v) => t | v.Deep());

    public PythonArguments From(int index) => new([.. Positional.Skip(index)], Named);
}
