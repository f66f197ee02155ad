using Assay.OnnxGraph.Model;

namespace Assay.OnnxGraph.Shapes;

/// <summary>A node while the shapes of its outputs are found.</summary>
internal sealed class NodeScope(EditableNode node, Dictionary<string, ValueFact> facts, long operatorSet)
{
    public EditableNode Node { get; } = node;

    public long OperatorSet { get; } = operatorSet;

    public ValueFact In(int index) => facts.GetValueOrDefault(Node.Input(index), ValueFact.Nothing);

    /// <summary>What is known of an output so far.</summary>
    public ValueFact Output(int index) => facts.GetValueOrDefault(Node.Output(index), ValueFact.Nothing);

    public bool Has(int index) => Node.Input(index).Length > 0;

    public void Set(int output, ElementType type, IReadOnlyList<Dimension>? shape, IReadOnlyList<Dimension>? numbers = null)
    {
        if (Node.Output(output) is { Length: > 0 } name) facts[name] = new() { Type = type, Shape = shape, Numbers = numbers };
    }

    public void SetConstant(int output, TensorConstant constant)
    {
        if (Node.Output(output) is { Length: > 0 } name) facts[name] = ValueFact.Of(constant);
    }

    /// <summary>Whole numbers from an attribute, or in later operator sets from an input; null where they are not known.</summary>
    public IReadOnlyList<long>? List(string attribute, int input) => Node.Integers(attribute) ?? (Has(input) ? In(input).Integers : null);

    /// <summary>True where neither the attribute nor the input gives a list.</summary>
    public bool Lacks(string attribute, int input) => Node.Integers(attribute) is null && !Has(input);

    /// <summary>An axis counted from the front; null where it is outside.</summary>
    public static int? Axis(long axis, int rank) => axis < -rank || axis >= rank ? null : (int)(axis < 0 ? axis + rank : axis);
}
