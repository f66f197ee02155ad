namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>The likeliest continuations of a prompt: not only the one that begins with the likeliest token.</summary>
internal static class BeamSearch
{
    /// <summary>The best continuations of so many tokens, of the allowed tokens only, the likeliest first.</summary>
    public static List<Continuation> Run(
        NextTokens model, int[] prompt, IReadOnlyList<int> allowed, int tokens, int width, CancellationToken cancellationToken)
    {
        List<Continuation> beams = [new([], [])];
        for (var step = 0; step < tokens && prompt.Length + step < model.MaxLength; step++)
        {
            var next = new List<Continuation>();
            var open = beams;
            model.After([.. open.Select(b => (int[])[.. prompt, .. b.Tokens])], (row, logs) =>
            {
                foreach (var token in allowed) next.Add(new([.. open[row].Tokens, token], [.. open[row].Logs, logs[token]]));
            }, cancellationToken);
            beams = [.. next.OrderByDescending(b => b.Log).Take(width)];
        }
        return beams;
    }
}
