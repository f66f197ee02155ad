namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>Names and what is known about them.</summary>
internal sealed class PythonScope(PythonScope? outer)
{
    private readonly Dictionary<string, PythonValue> _names = new(StringComparer.Ordinal);

    public PythonValue? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._names.TryGetValue(name, out var value)) return value;
        }
        return null;
    }

    private PythonScope? Outer { get; } = outer;

    public int Count => _names.Count;

    public void Set(string name, PythonValue value) => _names[name] = value;

    public PythonValue? Own(string name) => _names.GetValueOrDefault(name);
}
