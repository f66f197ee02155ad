namespace Assay.Analysis.Probes.Feeding;

/// <summary>Scores: a row for each input, a column for each class or token.</summary>
/// <param name="Values">Row after row.</param>
/// <param name="Columns">Numbers of a row.</param>
public sealed record ScoreTable(float[] Values, int Columns)
{
    public int Rows => Columns == 0 ? 0 : Values.Length / Columns;

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The column with the highest score; -1 where no score is a number.</summary>
    public int Label(int row)
    {
        var (best, label) = (float.NegativeInfinity, -1);
        var scores = Row(row);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > best) (best, label) = (scores[i], i);
        }
        return label;
    }

    /// <summary>The labels of all rows.</summary>
    public int[] Labels()
    {
        var labels = new int[Rows];
        for (var i = 0; i < labels.Length; i++) labels[i] = Label(i);
        return labels;
    }
}
