using Assay.Analysis.Probes;

namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>Lets a language model write: as chance has it, or always the likeliest.</summary>
internal static class Writing
{
    /// <summary>Continues each beginning with tokens drawn from the model's own probabilities, until it ends or has the length.</summary>
    public static List<int[]> Sample(
        NextTokens model, IReadOnlyList<int[]> beginnings, int length, int? end, SeededNumbers chance, CancellationToken cancellationToken)
    {
        var texts = beginnings.ToList();
        length = Math.Min(length, model.MaxLength);
        while (true)
        {
            var open = Enumerable.Range(0, texts.Count).Where(i => texts[i].Length < length && (texts[i].Length < 2 || texts[i][^1] != end)).ToList();
            if (open.Count == 0) break;
            List<int[]> prefixes = [.. open.Select(i => texts[i])];
            model.After(prefixes, (row, logs) => texts[open[row]] = [.. prefixes[row], Draw(logs, chance)], cancellationToken);
        }
        return texts;
    }

    /// <summary>The likeliest continuations: the tokens that follow each prompt, and the logarithm of each one's probability; nothing after the end.</summary>
    public static List<Continuation> Greedy(
        NextTokens model, IReadOnlyList<int[]> prompts, int tokens, int? end, CancellationToken cancellationToken)
    {
        var texts = prompts.ToList();
        List<Continuation> written = [.. prompts.Select(_ => new Continuation([], []))];
        for (var step = 0; step < tokens; step++)
        {
            var open = Enumerable.Range(0, texts.Count).Where(i => texts[i].Length < model.MaxLength && (written[i].Tokens.Length == 0 || written[i].Tokens[^1] != end)).ToList();
            if (open.Count == 0) break;
            List<int[]> prefixes = [.. open.Select(i => texts[i])];
            model.After(prefixes, (row, logs) =>
            {
                var token = Likeliest(logs);
                var index = open[row];
                texts[index] = [.. prefixes[row], token];
                written[index] = new([.. written[index].Tokens, token], [.. written[index].Logs, logs[token]]);
            }, cancellationToken);
        }
        return written;
    }

    public static int Likeliest(ReadOnlySpan<float> logs)
    {
        var best = 0;
        for (var i = 1; i < logs.Length; i++) if (logs[i] > logs[best]) best = i;
        return best;
    }

    private static int Draw(ReadOnlySpan<float> logs, SeededNumbers chance)
    {
        var left = chance.Uniform();
        for (var i = 0; i < logs.Length; i++)
        {
            left -= Math.Exp(logs[i]);
            if (left <= 0) return i;
        }
        return Likeliest(logs);
    }
}
