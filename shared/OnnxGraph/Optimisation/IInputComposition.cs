using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Shapes;

namespace Assay.OnnxGraph.Optimisation;

/// <summary>What an input of a model is made of: parameters that are optimised and values that are given.</summary>
public interface IInputComposition
{
    /// <summary>Adds nodes in front of the model.</summary>
    /// <param name="emit">Adds nodes.</param>
    /// <param name="input">The input that is replaced; its shape has a rank.</param>
    /// <param name="addInput">Adds an input and gives its name: hint, shape, and whether it is a parameter.</param>
    /// <returns>The value that takes the input's place.</returns>
    string Compose(NodeEmitter emit, ValueInfo input, Func<string, IReadOnlyList<Dimension>, bool, string> addInput);
}
