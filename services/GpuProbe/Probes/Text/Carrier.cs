namespace Assay.GpuProbe.Probes.Text;

/// <summary>A text that tokens are put into, of which the model is certain.</summary>
/// <param name="Ids">With the frame that the model's texts have.</param>
/// <param name="Label">What the model answers.</param>
/// <param name="Scores">In log odds.</param>
internal sealed record Carrier(int[] Ids, int Label, float[] Scores)
{
    /// <summary>How far the model is from answering the class; below 0 for all but the own one.</summary>
    public float Margin(int label) => TextModel.Margin(Scores, label);
}
