namespace Assay.OnnxGraph.Optimisation;

/// <summary>
/// What happens in one step of an optimisation, as nodes: all parameters together, and whatever else goes round with them (prices, radii, the best so
/// far). Keeps no state: what it remembers is state of the graph.
/// </summary>
public interface IStepRule
{
    /// <summary>Adds the nodes, and says what of them is state and what the host may look at.</summary>
    void Step(StepContext context);
}
