namespace Assay.GpuProbe.Probes.Text;

/// <summary>Carriers with a place in each of them, on which strings are tried.</summary>
/// <param name="Model">The classifier.</param>
/// <param name="Carriers">All of one length.</param>
/// <param name="Slots">One for each carrier.</param>
internal sealed record Bench(TextModel Model, IReadOnlyList<Carrier> Carriers, IReadOnlyList<int> Slots)
{
    private const int Rows = 4096;

    /// <summary>A bench with carriers of all classes in turn and places that change from one to the next.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="drawn">Carriers by class.</param>
    /// <param name="skip">How many of each class are left for another bench.</param>
    /// <param name="count">Carriers altogether, at most.</param>
    public static Bench Of(TextModel model, IReadOnlyList<IReadOnlyList<Carrier>> drawn, int skip, int count)
    {
        var carriers = new List<Carrier>();
        var slots = new List<int>();
        for (var round = skip; carriers.Count < count && drawn.Any(d => d.Count > round); round++)
        {
            foreach (var list in drawn.Where(d => d.Count > round))
            {
                if (carriers.Count >= count) break;
                carriers.Add(list[round]);
                slots.Add(Slot(list[round], round + list[round].Label));
            }
        }
        return new(model, carriers, slots);
    }

    /// <summary>The same carriers with one place.</summary>
    public Bench At(int slot) => this with { Slots = [.. Carriers.Select(c => Math.Min(slot, Last(c)))] };

    /// <summary>The first carriers, which are of all classes in turn.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="without">A class that is left out.</param>
    public Bench Few(int count, int? without = null)
    {
        var chosen = Enumerable.Range(0, Carriers.Count).Where(i => Carriers[i].Label != without).Take(count).ToList();
        return this with { Carriers = [.. chosen.Select(i => Carriers[i])], Slots = [.. chosen.Select(i => Slots[i])] };
    }

    /// <summary>Tries every string in every carrier.</summary>
    public Effects Try(IReadOnlyList<int[]> strings, CancellationToken cancellationToken)
    {
        var effects = new Effects(Carriers, Model.Classes, strings.Count);
        var chunk = Math.Max(1, Rows / Math.Max(1, Carriers.Count));
        for (var first = 0; first < strings.Count && Carriers.Count > 0; first += chunk)
        {
            var part = strings.Skip(first).Take(chunk).ToList();
            var scores = Model.Scores(Placement.Of(Model.Tokens, Carriers, Slots, part), cancellationToken);
            for (var row = 0; row < scores.Rows; row++) effects.Set(first + (row / Carriers.Count), row % Carriers.Count, scores.Row(row));
        }
        return effects;
    }

    /// <summary>Never before the first token of a frame nor behind the last one.</summary>
    private static int Slot(Carrier carrier, int turn) => 1 + (turn * 3 % Math.Max(1, Last(carrier)));

    private static int Last(Carrier carrier) => Math.Max(1, carrier.Ids.Length - 1);
}
