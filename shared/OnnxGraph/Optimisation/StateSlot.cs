using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>State that goes from step to step: an output of one is the input of the next.</summary>
/// <param name="Input">The input with the present value.</param>
/// <param name="Output">The output with the next one.</param>
/// <param name="Shape">With symbols for what is decided when the graph runs.</param>
/// <param name="IsParameter">True for what is optimised; false for what the update remembers, which begins with zeros.</param>
public sealed record StateSlot(string Input, string Output, IReadOnlyList<Dimension> Shape, bool IsParameter)
{
    /// <summary>State is in single precision.</summary>
    public const ElementType Type = ElementType.Float;
}
