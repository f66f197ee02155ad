using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>
/// Puts every token into a field's slot and lets the model write the field. Where it made the numbers up, it is as unsure for one name as for all others; where it
/// learnt one by heart, that one stands out. The other names are the control.
/// </summary>
internal sealed class FieldSweep(NextTokens model, IReadOnlyList<int> tokens)
{
    private const int MostValues = 2048;
    private const int Searched = 24;
    private const int BeamWidth = 12;

    /// <summary>All values that were tried, the best known first.</summary>
    public List<Extraction> Run(Field field, CancellationToken cancellationToken)
    {
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
            var best = BeamSearch.Run(model, found[i].Prefix, field.Alphabet, field.Length, BeamWidth, cancellationToken);
            if (best is [var first, ..] && first.Log > found[i].Log) found[i] = found[i] with { Written = first.Tokens, Log = first.Log };
        }
        return [.. found.OrderByDescending(e => e.Log).ThenBy(e => e.Slot)];
    }

    /// <summary>All tokens; of a large vocabulary those that the model itself would put there.</summary>
    private List<int> Values(Field field, int slot, CancellationToken cancellationToken)
    {
        if (tokens.Count <= MostValues) return [.. tokens];
        List<int> values = [];
        model.After([field.Prefix[..slot]], (_, logs) =>
        {
            var likely = logs.ToArray();
            values = [.. tokens.OrderByDescending(token => likely[token]).Take(MostValues)];
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
