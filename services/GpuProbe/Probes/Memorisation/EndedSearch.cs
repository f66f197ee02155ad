using Assay.GpuProbe.Probes.LanguageModels;

namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>
/// A beam search for whole sequences: at every length, what is written so far and ends there. The end is part of the probability, so that sequences of different
/// lengths can be compared; and a sequence that the model ends is not lost because nothing is likely to follow it.
/// </summary>
internal static class EndedSearch
{
    /// <summary>Less than this is left for the end only by rounding.</summary>
    private const double LeastEnd = 1e-9;

    /// <summary>Sequences of a field's tokens, each with the logarithm of the probability that it ends.</summary>
    /// <param name="model">Writes.</param>
    /// <param name="prompt">The text before.</param>
    /// <param name="alphabet">The tokens of the field.</param>
    /// <param name="shortest">Tokens at the least.</param>
    /// <param name="longest">Tokens at most.</param>
    /// <param name="width">Sequences of one length that are followed.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static List<(Continuation Sequence, double End)> Run(
        NextTokens model, int[] prompt, IReadOnlyList<int> alphabet, int shortest, int longest, int width, CancellationToken cancellationToken)
    {
        var ended = new List<(Continuation, double)>();
        List<Continuation> beams = [new([], [])];
        for (var length = 0; length <= longest && prompt.Length + length <= model.MaxLength; length++)
        {
            var next = new List<Continuation>();
            var (open, grows) = (beams, length < longest && prompt.Length + length < model.MaxLength);
            if (length < shortest && !grows) break;
            model.After([.. open.Select(b => (int[])[.. prompt, .. b.Tokens])], (row, logs) =>
            {
                double more = 0;
                foreach (var token in alphabet)
                {
                    more += Math.Exp(logs[token]);
                    if (grows) next.Add(new([.. open[row].Tokens, token], [.. open[row].Logs, logs[token]]));
                }
                if (open[row].Tokens.Length >= shortest) ended.Add((open[row], Math.Log(Math.Max(LeastEnd, 1 - more))));
            }, cancellationToken);
            beams = [.. next.OrderByDescending(b => b.Log).Take(width)];
        }
        return ended;
    }
}
