using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>
/// Runs an optimisation graph step by step. Two sets of buffers are bound once, each the other's outputs, so a step is one call of the runtime and
/// state
/// never leaves the device; the host reads the losses every few steps and may change what is given (penalties, the rate) then. One thread at a time.
/// </summary>
public sealed class OptimisationLoop : IDisposable
{
    private readonly OptimisationGraph _graph;
    private readonly Dictionary<string, IGraphBuffer>[] _states = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];
    private readonly Dictionary<string, IGraphBuffer> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IGraphBuffer> _watched = new(StringComparer.Ordinal);
    private readonly IGraphBinding[] _bindings;
    private long _steps;

    /// <summary>Binds buffers and fills them.</summary>
    /// <param name="graph">A graph whose model's other outputs were left out.</param>
    /// <param name="session">The graph, loaded; it stays the caller's.</param>
    /// <param name="values">Values of the parameters and of everything that is given, by name. Other state begins with zeros.</param>
    /// <exception cref="GraphRunException">A value is missing or does not fit, or there is no memory.</exception>
    public OptimisationLoop(OptimisationGraph graph, IGraphSession session, IReadOnlyDictionary<string, TensorConstant> values)
    {
        _graph = graph;
        var rows = values[graph.States.First(s => s.IsParameter).Input].Dims[0];
        foreach (var input in graph.Given)
        {
            if (!values.TryGetValue(input.Name, out var value)) throw new GraphRunException($"No value is given for the input '{input.Name}'.");
            _given[input.Name] = Filled(session, value);
        }
        foreach (var slot in graph.States)
        {
            var value = values.GetValueOrDefault(slot.Input) ?? Zeros(slot, graph, values);
            _states[0][slot.Input] = Filled(session, value);
            _states[1][slot.Input] = session.Allocate(value.Type, value.Dims);
        }
        foreach (var output in graph.Watched)
        {
            long[] dims = output.Shape is { } shape ? [.. shape.Select(d => d.Size ?? throw new GraphRunException($"The size of '{output.Name}' is not known."))] : [rows];
            _watched[output.Name] = session.Allocate(output.Type, dims);
        }
        _bindings = [Bind(session, 0), Bind(session, 1)];
    }

    /// <summary>Steps made so far.</summary>
    public long Steps => _steps;

    /// <summary>Changes something that is given, e.g. a penalty, for the steps to come.</summary>
    public void Give(string input, TensorConstant value) => _given[input].Write(value);

    /// <summary>Makes steps and gives the losses of the last one, one for each row, as they were before it.</summary>
    /// <exception cref="GraphRunException">A step failed.</exception>
    public float[] Run(int steps, CancellationToken cancellationToken = default)
    {
        Advance(steps, cancellationToken);
        return Read(_graph.Loss).Floats().ToArray();
    }

    /// <summary>Makes steps and reads nothing.</summary>
    /// <exception cref="GraphRunException">A step failed.</exception>
    public void Advance(int steps, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < steps; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _bindings[_steps % 2].Run();
            _steps++;
        }
    }

    /// <summary>The present value of a parameter or of other state, by the name of its input; or what is watched, as it was before the last step.</summary>
    public TensorConstant Read(string name) => (_watched.TryGetValue(name, out var watched) ? watched : _states[_steps % 2][name]).Read();

    public void Dispose()
    {
        foreach (var binding in _bindings) binding.Dispose();
        foreach (var buffer in _states.SelectMany(s => s.Values).Concat(_given.Values).Concat(_watched.Values)) buffer.Dispose();
    }

    private static IGraphBuffer Filled(IGraphSession session, TensorConstant value)
    {
        var buffer = session.Allocate(value.Type, value.Dims);
        buffer.Write(value);
        return buffer;
    }

    /// <summary>Symbols of a state's shape are those of a parameter: its sizes are read off the parameter's value.</summary>
    private static TensorConstant Zeros(StateSlot slot, OptimisationGraph graph, IReadOnlyDictionary<string, TensorConstant> values)
    {
        if (slot.IsParameter) throw new GraphRunException($"No value is given for the parameter '{slot.Input}'.");
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var other in graph.States.Where(s => s.IsParameter && values.ContainsKey(s.Input)))
        {
            for (var i = 0; i < other.Shape.Count; i++) sizes[other.Shape[i].ToString()] = values[other.Input].Dims[i];
        }
        var dims = slot.Shape.Select(d => d.Size ?? sizes.GetValueOrDefault(d.ToString(), -1)).ToArray();
        if (dims.Contains(-1)) throw new GraphRunException($"The size of the state '{slot.Input}' is not known.");
        return TensorConstant.OfFloats(dims, new float[dims.Aggregate(1L, (a, b) => checked(a * b))]);
    }

    private IGraphBinding Bind(IGraphSession session, int from)
    {
        var binding = session.Bind();
        foreach (var (name, buffer) in _given) binding.Input(name, buffer);
        foreach (var slot in _graph.States)
        {
            binding.Input(slot.Input, _states[from][slot.Input]);
            binding.Output(slot.Output, _states[1 - from][slot.Input]);
        }
        foreach (var (name, buffer) in _watched) binding.Output(name, buffer);
        return binding;
    }
}
