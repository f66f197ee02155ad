using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Gradients;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>A gradient graph while a step is added to it.</summary>
public sealed class StepContext
{
    private readonly EditableModel _model;
    private readonly List<StateSlot> _states = [];
    private readonly List<ValueInfo> _watched = [];

    internal StepContext(EditableModel model, GradientGraph gradient, NodeEmitter emit) =>
        (_model, Gradients, Loss, Emit) = (model, gradient.Gradients, gradient.Loss, emit);

    /// <summary>Adds nodes.</summary>
    public NodeEmitter Emit { get; }

    /// <summary>By the value that was asked for: the value with the gradient.</summary>
    public IReadOnlyDictionary<string, string> Gradients { get; }

    /// <summary>The value with one loss for each row.</summary>
    public string Loss { get; }

    internal IReadOnlyList<StateSlot> States => _states;

    internal IReadOnlyList<ValueInfo> Watched => _watched;

    /// <summary>Adds an input of single precision; where the name is taken, one like it is chosen.</summary>
    public string Input(string hint, IReadOnlyList<Dimension> shape)
    {
        var name = Emit.Names.Prefer(hint);
        _model.Graph.Inputs.Add(new() { Name = name, Type = StateSlot.Type, Shape = shape });
        Emit.Facts.Set(name, new() { Type = StateSlot.Type, Shape = shape });
        return name;
    }

    /// <summary>Adds state of a name that the host knows, and gives its present value.</summary>
    /// <remarks>A model that has a value of the name is refused.</remarks>
    public string State(string name, params IReadOnlyList<long> sizes) => NameSupply.Insist(Input(name, [.. sizes.Select(Dimension.Of)]), name);

    /// <summary>Says what an input's value is in the next step, which makes it state.</summary>
    public void Next(string input, string value, bool parameter = false)
    {
        if (_model.Graph.Inputs.Find(i => i.Name == input)?.Shape is not { } shape)
            throw new GraphRefusal($"'{input}' is no input with a shape, so it cannot go round.");
        var name = Emit.Names.Prefer($"{input}_next");
        Emit.Place("Identity", [value], [name], []);
        _model.Graph.Outputs.Add(new() { Name = name, Type = StateSlot.Type, Shape = shape });
        _states.Add(new(input, name, shape, parameter));
    }

    /// <summary>Makes a value an output that the host may read after any step.</summary>
    /// <param name="value">In single precision.</param>
    /// <param name="shape">Null: one number for each row of the parameters.</param>
    public void Watch(string value, IReadOnlyList<Dimension>? shape)
    {
        var output = new ValueInfo { Name = value, Type = ElementType.Float, Shape = shape };
        _model.Graph.Outputs.Add(output);
        _watched.Add(output);
    }
}
