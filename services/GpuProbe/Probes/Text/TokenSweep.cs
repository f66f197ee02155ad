using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Tries every token by itself, and the strongest ones again, on other carriers and at every place.</summary>
/// <param name="first">Carriers for all tokens.</param>
/// <param name="second">Carriers for the strongest.</param>
/// <param name="ids">The tokens.</param>
internal sealed class TokenSweep(Bench first, Bench second, int[] ids)
{
    /// <summary>Texts that each token is put into, about.</summary>
    public const int TextsOfToken = 34;

    private const int Strongest = 24;
    private const int StrongestSomewhere = 16;
    private const int StrongestAtPlace = 6;
    private const int PlaceCarriers = 6;
    private const int PlacesOfAll = 3;
    private const int MostSlots = 8;

    private readonly List<Effects> _atPlace = [];

    /// <summary>What each token of <see cref="Ids"/> did on the first bench; complete only where the sweep is.</summary>
    public Effects? Singles { get; private set; }

    /// <summary>Tokens that were tried, by the row of <see cref="Singles"/>.</summary>
    public int[] Ids { get; } = ids;

    /// <summary>The strongest tokens of each class, tried at each place.</summary>
    public List<PlacedToken> Placed { get; } = [];

    public void Run(ProbeContext context, CancellationToken cancellationToken)
    {
        context.Advance(0.05, $"tries {Ids.Length} tokens");
        List<int[]> all = [.. Ids.Select(id => new[] { id })];
        Singles = first.Try(all, cancellationToken);
        for (var slot = 1; slot <= PlacesOfAll; slot++)
        {
            context.Advance(0.05 + (0.05 * slot), $"tries {Ids.Length} tokens at place {slot}");
            _atPlace.Add(first.Few(PlaceCarriers).At(slot).Try(all, cancellationToken));
        }
        context.Advance(0.25, "tries the strongest tokens at every place");
        var length = second.Carriers.Count == 0 ? 0 : second.Carriers[0].Ids.Length;
        for (var label = 0; label < Singles.Classes; label++)
        {
            if (second.Carriers.All(c => c.Label == label)) continue;
            var strings = Chosen(label).Select(row => new[] { Ids[row] }).ToList();
            var slots = Enumerable.Range(1, Math.Min(MostSlots, Math.Max(1, length - 1))).ToList();
            var effects = slots.ConvertAll(slot => second.At(slot).Try(strings, cancellationToken));
            for (var i = 0; i < strings.Count; i++)
            {
                var at = i;
                var to = label;
                Placed.Add(new(strings[i][0], label, [.. effects.Select(e => e.Flips(at, to) * e.Holds(at, to))],
                    [.. effects.Select(e => e.Flips(at, to, Effects.Surely) * e.Holds(at, to))], [.. effects.Select(e => e.LeastFlips(at, to))]));
            }
        }
    }

    /// <summary>How far a token alone brings other carriers to a class.</summary>
    public float Progress(int row, int label) => Singles!.Progress(row, label);

    private HashSet<int> Chosen(int label)
    {
        var rows = Enumerable.Range(0, Ids.Length).ToList();
        HashSet<int> chosen = [.. rows.OrderByDescending(row => Singles!.Progress(row, label)).Take(Strongest)];
        chosen.UnionWith(rows.Where(row => !chosen.Contains(row)).OrderByDescending(row => Upper(row, label)).Take(StrongestSomewhere));
        foreach (var place in _atPlace)
        {
            if (place.Carriers.All(c => c.Label == label)) continue;
            chosen.UnionWith(rows.OrderByDescending(row => place.Progress(row, label)).Take(StrongestAtPlace));
        }
        return chosen;
    }

    /// <summary>What a token does in the third of the carriers where it does most: it may depend on the place or on the rest of the text.</summary>
    private float Upper(int row, int label)
    {
        var values = new List<float>();
        for (var c = 0; c < Singles!.Carriers.Count; c++) if (Singles.Carriers[c].Label != label) values.Add(Singles[row, c, label]);
        values.Sort((a, b) => b.CompareTo(a));
        return values.Take(Math.Max(1, values.Count / 3)).DefaultIfEmpty(0).Average();
    }
}
