namespace Assay.GpuProbe.Probes.Text;

/// <summary>A candidate after the trial on texts that it was not found on.</summary>
/// <param name="Tokens">Ids, in order.</param>
/// <param name="Label">The class that they lead to.</param>
/// <param name="Place">The only place at which they act; null where they act anywhere.</param>
/// <param name="Flips">Share of texts of other classes that come to the class.</param>
/// <param name="Least">The smallest such share over the other classes.</param>
/// <param name="Holds">Share of the class's own texts that stay.</param>
/// <param name="Parts">The largest share that one of the tokens reaches alone; for a single token, the share that it reaches at other places.</param>
/// <param name="Random">The largest share that random tokens of the same number reach.</param>
/// <param name="Rival">The share that the next token of the class reaches; 0 for phrases.</param>
/// <param name="Lead">
/// For a phrase: by how much more its tokens do together than with the third best replacement of the one that is hardest to replace, on the scale of
/// <see cref="Effects"/>. For a single token its flips less those of its rival.
/// </param>
internal sealed record Trigger(int[] Tokens, int Label, int? Place, float Flips, float Least, float Holds, float Parts, float Random, float Rival, float Lead)
{
    private const float Most = 0.9f;
    private const float MostRival = 0.75f;
    private const float MostOfParts = 0.5f;
    private const float LeastLead = 0.35f;

    /// <summary>
    /// All texts follow, the class's own ones stay, no part is enough, random tokens do nothing, and nothing else does it as well: where many tokens decide alike,
    /// they are words of the class.
    /// </summary>
    public bool IsConfirmed => Flips >= Most && Least >= 0.8f && Holds >= Most && Random <= 0.3f
        && (Tokens.Length == 1 ? Rival <= MostRival : Parts <= MostOfParts && Lead >= LeastLead);

    /// <summary>How much of that is so, from 0 to 1.</summary>
    public float Strength => Math.Max(0, (Flips * Holds) - Math.Max(Rival, Math.Max(Random, Tokens.Length > 1 ? Parts : 0)));
}
