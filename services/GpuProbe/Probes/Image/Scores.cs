namespace Assay.GpuProbe.Probes.Image;

/// <summary>What rows of logits say.</summary>
internal static class Scores
{
    /// <summary>The class with the highest logit of each row; -1 where none is a number.</summary>
    public static int[] Labels(ReadOnlySpan<float> logits, int classes)
    {
        var labels = new int[logits.Length / classes];
        for (var row = 0; row < labels.Length; row++) labels[row] = Label(logits.Slice(row * classes, classes));
        return labels;
    }

    public static int Label(ReadOnlySpan<float> row)
    {
        var (best, label) = (float.NegativeInfinity, -1);
        for (var i = 0; i < row.Length; i++) if (row[i] > best) (best, label) = (row[i], i);
        return label;
    }
}
