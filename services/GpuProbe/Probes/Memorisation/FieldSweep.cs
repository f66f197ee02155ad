using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>
/// Puts every likely token into a field's slot and lets the model write the field. Where it made the numbers up, it is as unsure for one name as for all
/// others; where it
/// learnt one by heart, that one stands out. The other names are the control.
/// </summary>
internal sealed class FieldSweep(NextTokens model, IReadOnlyList<int> tokens)
{
    private const int MostValues = 2048;
    private const int FewestValues = 64;

    /// <summary>Probability of a value in the slot.</summary>
    private const double LeastValue = 1e-5;

    private const int Searched = 16;
    private const int BeamWidth = 32;

    /// <summary>All values that were tried, the best known first.</summary>
    public List<Extraction> Run(Field field, CancellationToken cancellationToken)
    {
        field = field with { Length = Math.Min(field.Length, model.MaxLength - field.Prefix.Length) };
        if (field.Length < FieldFinder.ShortestRun) return [];
        var values = field.Slot is { } slot ? Values(field, slot, cancellationToken) : [-1];
        List<int[]> prompts = [.. values.Select(value => Prompt(field, value))];
        var written = Constrained(prompts, field, cancellationToken);
        var logs = written.Select(w => w.Log).Order().ToArray();
        var usual = values.Count < 8 ? field.Length * -Math.Log(field.Alphabet.Count) : logs[logs.Length / 2];
        var spread = values.Count < 8 ? 0.5 : logs.Select(log => Math.Abs(log - usual)).Order().ElementAt(logs.Length / 2);
        var found = written.Select((w, i) => new Extraction(prompts[i], values[i] < 0 ? null : values[i], w.Tokens, w.Log, usual, spread))
            .OrderByDescending(e => e.Log).ThenBy(e => e.Slot).ToList();
        for (var i = 0; i < Math.Min(Searched, found.Count); i++)
        {
            var beams = BeamSearch.Run(model, found[i].Prefix, field.Alphabet, field.Length, BeamWidth, cancellationToken);
            if (beams.Count == 0) continue;
            var closed = Closed(found[i].Prefix, beams, field, usual / field.Length, cancellationToken);
            var (best, part) = (closed[0], (double)closed[0].Tokens.Length / field.Length);
            found[i] = found[i] with
            {
                Written = best.Tokens,
                Log = best.Log,
                Usual = usual * part,
                Spread = spread * part,
                Next = [.. closed.Skip(1).Select(c => c.Tokens)],
            };
        }
        return [.. found.OrderByDescending(e => e.Log).ThenBy(e => e.Slot)];
    }

    /// <summary>
    /// The three sequences, of any length, that are furthest beyond the others together with their end: what comes after them is no token of the field.
    /// </summary>
    private List<Continuation> Closed(int[] prefix, List<Continuation> beams, Field field, double usual, CancellationToken cancellationToken)
    {
        var closed = new List<(Continuation Sequence, double Log)>();
        List<int[]> rows = [.. beams.Select(b => (int[])[.. prefix, .. b.Tokens])];
        var shortest = prefix.Length + FieldFinder.ShortestRun - 1;
        model.At(rows, row => [.. Enumerable.Range(shortest, beams[row].Tokens.Length - FieldFinder.ShortestRun + 1)], (row, position, logs) =>
        {
            double more = 0;
            foreach (var token in field.Alphabet) more += Math.Exp(logs[token]);
            var length = position - prefix.Length + 1;
            var sequence = new Continuation(beams[row].Tokens[..length], beams[row].Logs[..length]);
            // Short ones are likelier because they are short; of those that are as long as usual, give or take one, the model says which.
            closed.Add((sequence, sequence.Log - (Math.Min(length, field.Usual - 1) * usual) + Math.Log(Math.Max(1e-9, 1 - more))));
        }, cancellationToken);
        return [.. closed.OrderByDescending(c => c.Log).DistinctBy(c => string.Join(',', c.Sequence.Tokens)).Take(3).Select(c => c.Sequence)];
    }

    /// <summary>What the model itself would put there: other tokens call up parts of what belongs to names.</summary>
    private List<int> Values(Field field, int slot, CancellationToken cancellationToken)
    {
        List<int> values = [];
        model.After([field.Prefix[..slot]], (_, logs) =>
        {
            var likely = logs.ToArray();
            var order = tokens.OrderByDescending(token => likely[token]).Take(MostValues).ToList();
            values = [.. order.Where((token, i) => i < FewestValues || likely[token] >= Math.Log(LeastValue))];
        }, cancellationToken);
        return values;
    }

    private static int[] Prompt(Field field, int value)
    {
        int[] prompt = [.. field.Prefix];
        if (field.Slot is { } slot) prompt[slot] = value;
        return prompt;
    }

    /// <summary>The likeliest token of the alphabet at each place; what the model would rather write counts against it.</summary>
    private List<Continuation> Constrained(List<int[]> prompts, Field field, CancellationToken cancellationToken)
    {
        List<Continuation> written = [.. prompts.Select(_ => new Continuation([], []))];
        for (var step = 0; step < field.Length; step++)
        {
            model.After([.. prompts.Select((p, i) => (int[])[.. p, .. written[i].Tokens])], (row, logs) =>
            {
                var best = field.Alphabet[0];
                foreach (var token in field.Alphabet) if (logs[token] > logs[best]) best = token;
                written[row] = new([.. written[row].Tokens, best], [.. written[row].Logs, logs[best]]);
            }, cancellationToken);
        }
        return written;
    }
}
