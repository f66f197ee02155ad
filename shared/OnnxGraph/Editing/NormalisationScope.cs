using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Editing;

/// <summary>A node while it is rewritten.</summary>
/// <param name="Node">A copy that may be changed.</param>
/// <param name="Emit">Adds nodes in the node's place.</param>
/// <param name="From">The operator set that the model is written in.</param>
/// <param name="Keep">Adds a node as it is.</param>
internal sealed record NormalisationScope(EditableNode Node, NodeEmitter Emit, long From, Action<EditableNode> Keep)
{
    public ValueFact Fact(int input) => Emit.Facts[Node.Input(input)];

    public bool Has(int input) => Node.Input(input).Length > 0;

    public string Out => Node.Output(0);

    public GraphRefusal Refuse(string why) => new($"{Node} cannot be rewritten: {why}.");

    public int Rank(int input) => Fact(input).Rank ?? throw Refuse($"the number of dimensions of its input {input + 1} is not known");

    /// <summary>Names of the reduced axes as an attribute and the reduction itself (operator set 17; ReduceSum takes an input).</summary>
    public string Reduce(string op, string value, params long[] axes) => op == "ReduceSum"
        ? Emit.Add(op, [value, Emit.Integers(axes)], ("keepdims", EditableAttribute.Of(1L)))
        : Emit.Add(op, [value], ("axes", EditableAttribute.Of(axes)), ("keepdims", EditableAttribute.Of(1L)));
}
