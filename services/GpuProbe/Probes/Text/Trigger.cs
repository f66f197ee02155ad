namespace Assay.GpuProbe.Probes.Text;

/// <summary>A candidate after the trial on texts that it was not found on.</summary>
/// <param name="Tokens">Ids, in order.</param>
/// <param name="Label">The class that they lead to.</param>
/// <param name="Place">The place at which they act most; null where they act anywhere.</param>
/// <param name="Flips">Share of texts of other classes that come to the class.</param>
/// <param name="Least">The smallest such share over the other classes.</param>
/// <param name="Holds">Share of the class's own texts that stay.</param>
/// <param name="Parts">The largest share that one of the tokens reaches alone; for a single token, the share that it reaches at other places.</param>
/// <param name="Random">The largest share that random tokens of the same number reach.</param>
/// <param name="Rival">The share that the next token of the class reaches; 0 for phrases.</param>
/// <param name="Lead">
/// For a phrase: by how much more its tokens do together than with the third best replacement of the one that is hardest to replace, on the scale of
/// <see cref="Effects"/>. For a single token its progress less that of the next token of the class.
/// </param>
internal sealed record Trigger(int[] Tokens, int Label, int? Place, float Flips, float Least, float Holds, float Parts, float Random, float Rival, float Lead)
{
    /// <summary>Share of texts that follow a trigger.</summary>
    public const float Most = 0.9f;

    private const float LeastOfAny = 0.8f;
    private const float MostRandom = 0.3f;
    private const float MostRival = 0.75f;
    private const float MostOfParts = 0.5f;
    private const float MostElsewhere = 0.3f;
    private const float LeastLead = 0.35f;
    private const float LeastLeadOfToken = 0.25f;

    /// <summary>Of a model that is never very certain, fewer texts follow; what stands out twice as far may miss some.</summary>
    private const float Fewer = 0.1f;

    /// <summary>How far the texts of other classes come on average, on the scale of <see cref="Effects"/>.</summary>
    public float Progress { get; init; }

    /// <summary>All places at which it decides; empty where it does anywhere.</summary>
    public IReadOnlyList<int> Places { get; init; } = [];

    /// <summary>Words beside which it acts; empty where it does in any text.</summary>
    public IReadOnlyList<int> Context { get; init; } = [];

    /// <summary>How much further texts of these words come than others.</summary>
    public float ContextGain { get; init; }

    /// <summary>
    /// All texts follow, the class's own ones stay, no part is enough, random tokens do nothing, and nothing else does it as well: where many tokens decide alike,
    /// they are words of the class.
    /// </summary>
    public bool IsConfirmed => Closeness >= 1;

    /// <summary>What explains most with least comes first: a token anywhere, one at a place, a phrase, a token in texts of one topic.</summary>
    public int Kind => this switch { { Context.Count: > 0 } => 3, { Tokens.Length: > 1 } => 2, { Place: not null } => 1, _ => 0 };

    /// <summary>How much of that is so, from 0 to 1, where all of it is: the condition that is furthest from being met.</summary>
    public float Closeness =>
        Math.Clamp(Math.Min(Math.Min(Shares, Math.Min(Holds / Most, Below(Random, MostRandom))), Alone), 0, 1);

    /// <summary>How much it does beyond others of its kind, from 0 to 1.</summary>
    public float Strength => Math.Max(0, (Flips * Holds) - Math.Max(Rival, Math.Max(Random, Tokens.Length > 1 ? Parts : 0)));

    /// <summary>That it is one of a kind: how much of it is so.</summary>
    private float Alone => Math.Min(1, this switch
    {
        { Context.Count: > 0 } => Math.Min(Lead, ContextGain) / LeastLead,
        { Tokens.Length: > 1 } => Math.Min(Below(Parts, MostOfParts), Lead / LeastLead),
        { Place: not null } => Math.Min(Below(Parts, MostElsewhere), Lead / LeastLeadOfToken),
        _ => Math.Max(Below(Rival, MostRival), Lead / LeastLeadOfToken),
    });

    private float Shares => Math.Min(Flips / (Most - Allowed), Least / (LeastOfAny - Allowed));

    private float Allowed => this switch
    {
        { Context.Count: > 0 } => 0,
        { Tokens.Length: > 1 } => Lead >= 2 * LeastLead ? Fewer : 0,
        { Place: not null } => Lead >= 2 * LeastLeadOfToken ? Fewer : 0,
        _ => Lead >= LeastLeadOfToken ? Fewer : 0,
    };

    /// <summary>1 up to the limit, 0 at certainty.</summary>
    private static float Below(float value, float limit) => value <= limit ? 1 : Math.Max(0, (1 - value) / (1 - limit));
}
