namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>The values of a graph by name; a branch or a body sees those around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    public void Set(string name, Signal signal)
    {
        if (name.Length > 0) _signals[name] = signal;
    }

    public Signal? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._signals.TryGetValue(name, out var signal)) return signal;
        }
        return null;
    }

    private Scope? Outer { get; } = outer;
}
