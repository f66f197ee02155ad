using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Gradients;

/// <summary>A node while its rule is applied.</summary>
public sealed class GradientContext
{
    private readonly Func<string, bool> _needs;
    private readonly Action<string, string> _give;
    private readonly Func<string, string?> _cotangent;

    internal GradientContext(EditableNode node, NodeEmitter emit, Func<string, bool> needs, Func<string, string?> cotangent, Action<string,
        string> give) =>
        (Node, Emit, _needs, _cotangent, _give) = (node, emit, needs, cotangent, give);

    public EditableNode Node { get; }

    /// <summary>Adds nodes.</summary>
    public NodeEmitter Emit { get; }

    /// <summary>The name of the first input.</summary>
    public string X => Node.Inputs[0];

    /// <summary>The name of the first output.</summary>
    public string Y => Node.Outputs[0];

    /// <summary>The cotangent of the first output. Only for nodes with one.</summary>
    public string G => Cotangent(0) ?? throw new GraphRefusal($"{Node} has no cotangent.");

    /// <summary>The cotangent of an output: a value of the output's shape; null where it is zero.</summary>
    public string? Cotangent(int output) => Node.Output(output) is { Length: > 0 } name ? _cotangent(name) : null;

    /// <summary>What is known of an input.</summary>
    public ValueFact Fact(int input) => Emit.Facts[Node.Input(input)];

    /// <summary>True where the input's gradient is asked for.</summary>
    public bool Needs(int input) => Node.Input(input) is { Length: > 0 } name && _needs(name);

    /// <summary>Adds to an input's gradient; the cotangent has the input's shape.</summary>
    public void Give(int input, string cotangent) => _give(Node.Input(input), cotangent);

    /// <summary>Adds to an input's gradient a cotangent of a shape that the input was broadcast to.</summary>
    public void GiveSummed(int input, string cotangent) => _give(Node.Input(input), Unbroadcasting.Apply(Emit, cotangent, Node.Input(input)));

    /// <summary>Adds to an input's gradient a cotangent that only has to be put into the input's shape.</summary>
    public void GiveReshaped(int input, string cotangent) =>
        _give(Node.Input(input), Emit.Add("Reshape", cotangent, Emit.ShapeOf(Node.Input(input))));

    /// <summary>1 where a condition holds and 0 elsewhere, as floats.</summary>
    public string Mask(string condition) => Emit.Add("Cast", [condition], ("to", EditableAttribute.Of((long)ElementType.Float)));

    /// <summary>Zeros of a value's shape.</summary>
    public string ZerosLike(string value) => Emit.Add("ConstantOfShape", Emit.ShapeOf(value));
}
