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
    private const int BeamWidth = 64;

    /// <summary>The field's text with each likely value in its slot.</summary>
    public List<int[]> Prompts(Field field, CancellationToken cancellationToken) =>
        field.Slot is { } slot ? [.. Values(field, slot, cancellationToken).Select(value => Prompt(field, value))] : [field.Prefix];

    /// <summary>All values that were tried, the best known first.</summary>
    public List<Extraction> Run(Field field, CancellationToken cancellationToken)
    {
        // Where numbers have one length, what would come after it says nothing.
        field = field with { Length = Math.Min(field.HasOneLength ? field.Usual : field.Length, model.MaxLength - field.Prefix.Length) };
        if (field.Length < FieldFinder.ShortestRun) return [];
        var prompts = Prompts(field, cancellationToken);
        var written = Constrained(prompts, field, cancellationToken);
        var logs = written.Select(w => w.Log).Order().ToArray();
        var usual = prompts.Count < 8 ? field.Length * -Math.Log(field.Alphabet.Count) : logs[logs.Length / 2];
        var spread = prompts.Count < 8 ? 0.5 : logs.Select(log => Math.Abs(log - usual)).Order().ElementAt(logs.Length / 2);
        var found = written.Select((w, i) => new Extraction(prompts[i], field.Slot is { } slot ? prompts[i][slot] : null, w.Tokens, w.Log, usual, spread))
            .OrderByDescending(e => e.Log).ThenBy(e => e.Slot).ToList();
        for (var i = 0; i < Math.Min(Searched, found.Count); i++)
        {
            var closed = Closed(found[i].Prefix, field, usual / field.Length, cancellationToken);
            if (closed.Count == 0) continue;
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

    /// <summary>The three sequences that are likeliest together with their end: what comes after them is no token of the field.</summary>
    private List<Continuation> Closed(int[] prefix, Field field, double usual, CancellationToken cancellationToken)
    {
        var shortest = field.HasOneLength ? field.Length : FieldFinder.ShortestRun;
        var ended = EndedSearch.Run(model, prefix, field.Alphabet, shortest, field.Length, BeamWidth, cancellationToken);
        // Where the length is free, short ones are likelier because they are short; of those that are as long as usual, give or take one, the model says which.
        return [.. ended.OrderByDescending(e => e.Sequence.Log + e.End - (field.HasOneLength ? 0 : Math.Min(e.Sequence.Tokens.Length, field.Usual - 1) * usual))
            .Take(3).Select(e => e.Sequence)];
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
