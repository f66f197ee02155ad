using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Losses;

/// <summary>A model while a loss is added to it.</summary>
public sealed class LossContext
{
    private readonly EditableModel _model;
    private readonly List<ValueInfo> _inputs = [];

    internal LossContext(EditableModel model, NodeEmitter emit) => (_model, Emit) = (model, emit);

    /// <summary>Adds nodes.</summary>
    public NodeEmitter Emit { get; }

    /// <summary>Inputs that were added.</summary>
    public IReadOnlyList<ValueInfo> Inputs => _inputs;

    /// <summary>The shape of the losses: the rows of what they are made of.</summary>
    public IReadOnlyList<Dimension>? Rows { get; private set; }

    /// <summary>The output that a loss is made of: the named one, or the first.</summary>
    public string Output(string? name)
    {
        if (name is null && _model.Graph.Outputs.Count == 0) throw new GraphRefusal("The model has no outputs.");
        name ??= _model.Graph.Outputs[0].Name;
        if (!Emit.Facts.Facts.TryGetValue(name, out var fact)) throw new GraphRefusal($"The model has no value '{name}' to make a loss of.");
        // What the model declares counts where nothing better is known.
        var type = fact.Type == ElementType.Undefined ? _model.Graph.Outputs.Find(o => o.Name == name)?.Type ?? ElementType.Undefined : fact.Type;
        if (type != ElementType.Float) throw new GraphRefusal($"The output '{name}' is {fact} and not a float, so no loss can be made of it.");
        Rows = fact.Shape is { Count: > 0 } shape ? [shape[0]] : null;
        return name;
    }

    /// <summary>How many dimensions an output has.</summary>
    public int Rank(string output) => Emit.Facts[output].Rank
        ?? throw new GraphRefusal($"The number of dimensions of the output '{output}' is not known; fix the model's open dimensions.");

    /// <summary>Adds an input; where the name is taken, one like it is chosen.</summary>
    public string AddInput(string name, ElementType type, IReadOnlyList<Dimension>? shape)
    {
        var info = new ValueInfo { Name = Emit.Names.Prefer(name), Type = type, Shape = shape };
        _inputs.Add(info);
        _model.Graph.Inputs.Add(info);
        Emit.Facts.Set(info.Name, new() { Type = type, Shape = shape });
        return info.Name;
    }

    /// <summary>Sums a value of several dimensions over all but the first.</summary>
    public string SumRows(string value)
    {
        var rank = Rank(value);
        if (rank == 1) return value;
        if (rank == 0) return Emit.Add("Reshape", value, Emit.Integers(1));
        return Emit.Add("ReduceSum", [value, Emit.Integers([.. Enumerable.Range(1, rank - 1).Select(i => (long)i)])],
            ("keepdims", EditableAttribute.Of(0L)));
    }

    /// <summary>Adds targets for the classes of an output's last axis, and gives 1 at the target and 0 elsewhere, in the output's shape.</summary>
    public string Targets(string output, string name)
    {
        var rank = Rank(output);
        if (rank < 2) throw new GraphRefusal($"The output '{output}' has no classes for each row.");
        var targets = AddInput(name, ElementType.Int64, [.. Emit.Facts[output].Shape!.SkipLast(1)]);
        var classes = Emit.Add("Range", Emit.Integer(0), Emit.Add("Squeeze", Emit.DimensionOf(output, rank - 1)), Emit.Integer(1));
        var equal = Emit.Add("Equal", Emit.Add("Unsqueeze", targets, Emit.Integers(-1)), classes);
        return Emit.Add("Cast", [equal], ("to", EditableAttribute.Of((long)ElementType.Float)));
    }
}
