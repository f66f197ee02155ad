namespace Assay.GpuProbe.Probes.Text;

/// <summary>A token at each place of a text.</summary>
/// <param name="Token">Its id.</param>
/// <param name="Label">The class that it leads to.</param>
/// <param name="Flips">By place: the share of carriers of other classes that come to the class, times the share of its own that stay.</param>
/// <param name="Sure">The same, counting only carriers that come to the class surely.</param>
/// <param name="Least">By place: the smallest share over the other classes.</param>
internal sealed record PlacedToken(int Token, int Label, IReadOnlyList<float> Flips, IReadOnlyList<float> Sure, IReadOnlyList<float> Least)
{
    /// <summary>At any place.</summary>
    public float Anywhere => Flips.Average();

    /// <summary>By how much more it acts at its best place than at the others.</summary>
    public float Contrast => Sure.Count < 2 ? 0 : Best - ((Sure.Sum() - Best) / (Sure.Count - 1));

    /// <summary>At the best place.</summary>
    public float Best => Sure.Max();

    /// <summary>The best place, counted from the text's first token.</summary>
    public int Place => 1 + Sure.ToList().IndexOf(Best);
}
