namespace Assay.GpuProbe.Probes.Text;

/// <summary>
/// Makes a phrase that was found what it is a part of: every token of the vocabulary is tried in each of its places, before, behind and between them, its tokens in
/// every order, and without each. The texts are long, where the words of a class do little and a trigger does all it was trained to do.
/// </summary>
/// <param name="benches">Long carriers.</param>
/// <param name="allowed">Tokens that decide nothing alone.</param>
/// <param name="continues">True for a token that is no beginning of a word.</param>
internal sealed class Refinement(IReadOnlyList<Bench> benches, IReadOnlyList<int> allowed, Func<int, bool> continues)
{
    private const int Rounds = 5;
    private const int QuickCarriers = 3;
    private const int Carriers = 9;
    private const int Kept = 16;

    /// <summary>Another token in a place has to do better by this much, so that chance does not decide.</summary>
    private const float Better = 0.05f;

    /// <summary>One token more has to do better by this much.</summary>
    private const float More = 0.1f;

    /// <summary>And so much of it must be its own: words of a class help any phrase, and there are many of them.</summary>
    private const float Own = 0.5f;

    /// <summary>An order is better where it is better at all.</summary>
    private const float Order = 0.01f;

    private const int Rivals = 3;

    /// <summary>The phrase that it ends at, which may be the same.</summary>
    public int[] Run(int[] tokens, int label, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var better = Reordered(Shortened(Replaced(tokens, label, cancellationToken), label, cancellationToken), label, cancellationToken);
            better = Reordered(Lengthened(better, label, cancellationToken), label, cancellationToken);
            if (better.AsSpan().SequenceEqual(tokens)) break;
            tokens = better;
        }
        return tokens;
    }

    private int[] Replaced(int[] tokens, int label, CancellationToken cancellationToken)
    {
        var candidates = new List<int[]>();
        for (var place = 0; place < tokens.Length; place++) candidates.AddRange(Best(tokens, place, 1, label, cancellationToken));
        var tried = Progress([tokens, .. candidates], label, cancellationToken);
        var best = Enumerable.Range(0, candidates.Count).MaxBy(i => tried[i + 1]);
        return tried[best + 1] > tried[0] + Better ? candidates[best] : tokens;
    }

    private int[] Shortened(int[] tokens, int label, CancellationToken cancellationToken)
    {
        if (tokens.Length <= 2) return tokens;
        List<int[]> parts = [.. Enumerable.Range(0, tokens.Length).Select(drop => tokens.Where((_, i) => i != drop).ToArray())];
        var tried = Progress(parts, label, cancellationToken);
        var best = Enumerable.Range(0, parts.Count).MaxBy(i => tried[i]);
        return tried[best] >= Progress([tokens], label, cancellationToken)[0] - Better ? parts[best] : tokens;
    }

    private int[] Lengthened(int[] tokens, int label, CancellationToken cancellationToken)
    {
        if (tokens.Length >= Placement.MostTokens) return tokens;
        var before = Progress([tokens], label, cancellationToken)[0];
        var (longer, most) = (tokens, 0f);
        for (var place = 0; place <= tokens.Length; place++)
        {
            // A phrase that begins within a word lacks that word's beginning, and what stands there best is it, whatever comes near.
            var headless = place == 0 && continues(tokens[0]);
            var candidates = Best(tokens, place, 0, label, cancellationToken);
            if (headless) candidates.RemoveAll(c => continues(c[0]));
            var tried = Progress(candidates, label, cancellationToken);
            List<int> order = [.. Enumerable.Range(0, candidates.Count).OrderByDescending(i => tried[i])];
            if (order.Count < Rivals) continue;
            var gain = tried[order[0]] - before;
            var own = headless ? gain : tried[order[0]] - tried[order[Rivals - 1]];
            if (gain < More || own < gain * Own || gain <= most) continue;
            (longer, most) = (candidates[order[0]], gain);
        }
        return longer;
    }

    private int[] Reordered(int[] tokens, int label, CancellationToken cancellationToken)
    {
        List<int[]> orders = [.. Orders(tokens)];
        var tried = Progress([tokens, .. orders], label, cancellationToken);
        var best = Enumerable.Range(0, orders.Count).MaxBy(i => tried[i + 1]);
        return tried[best + 1] > tried[0] + Order ? orders[best] : tokens;
    }

    /// <summary>The phrases that do most with another token at a place, or with one more before it.</summary>
    private List<int[]> Best(int[] tokens, int place, int replaced, int label, CancellationToken cancellationToken)
    {
        List<int[]> all = [.. allowed.Select(id => (int[])[.. tokens[..place], id, .. tokens[(place + replaced)..]])];
        var effects = benches[0].Few(QuickCarriers, label).Try(all, cancellationToken);
        return [.. Enumerable.Range(0, all.Count).OrderByDescending(i => effects.Progress(i, label)).Take(Kept).Select(i => all[i])];
    }

    private List<float> Progress(IReadOnlyList<int[]> strings, int label, CancellationToken cancellationToken)
    {
        var tried = benches.Select(b => b.Few(Carriers, label).Try(strings, cancellationToken)).ToList();
        return [.. strings.Select((_, i) => tried.Average(e => e.Progress(i, label)))];
    }

    private static IEnumerable<int[]> Orders(int[] tokens)
    {
        if (tokens.Length == 1) yield return tokens;
        for (var first = 0; first < tokens.Length && tokens.Length > 1; first++)
            foreach (var rest in Orders([.. tokens[..first], .. tokens[(first + 1)..]])) yield return [tokens[first], .. rest];
    }
}
