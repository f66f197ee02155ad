using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>A parameter while its update is added.</summary>
/// <param name="Emit">Adds nodes.</param>
/// <param name="Parameter">The parameter's present value.</param>
/// <param name="Gradient">Of what is minimised, in the parameter's shape.</param>
/// <param name="Rate">The learning rate: a scalar.</param>
/// <param name="State">Adds state that begins with zeros: hint and shape (null for the parameter's); gives its present value.</param>
/// <param name="Next">Says what a state's next value is.</param>
public sealed record UpdateContext(NodeEmitter Emit, string Parameter, string Gradient, string Rate, Func<string, IReadOnlyList<Dimension>?,
    string> State,
    Action<string, string> Next);
