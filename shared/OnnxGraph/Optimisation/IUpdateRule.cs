namespace Assay.OnnxGraph.Optimisation;

/// <summary>How a parameter moves along its gradient, as nodes. Keeps no state: what it remembers is state of the graph.</summary>
public interface IUpdateRule
{
    /// <summary>Adds the nodes.</summary>
    /// <returns>The parameter's next value.</returns>
    string Update(UpdateContext context);
}
