namespace Assay.OnnxGraph.Losses;

/// <summary>A number for each row of a model's outputs, as nodes. Keeps no state.</summary>
public interface ILoss
{
    /// <summary>Adds the nodes, and inputs where the loss has some.</summary>
    /// <returns>The value with one number for each row: one dimension.</returns>
    string Build(LossContext context);
}
