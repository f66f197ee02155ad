using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>
/// Texts that a model knows by heart: it begins in every way that is not too unlikely and goes on with the likeliest tokens; the stretches in which every token was
/// likelier than all others together are kept.
/// </summary>
internal static class HeartTexts
{
    /// <summary>Beginnings less likely than this are not followed.</summary>
    private const double Least = 3e-3;

    private const double Sure = 0.5;
    private const int Depth = 4;
    private const int ShortestStretch = 6;

    public static List<int[]> Write(NextTokens model, TokenInput tokens, int length, CancellationToken cancellationToken)
    {
        if (tokens.Begin is not { } begin) return [];
        var beginnings = Beginnings.Of(model, begin, Least, Depth, cancellationToken);
        var written = Writing.Greedy(model, [.. beginnings.Select(b => (int[])[begin, .. b.Tokens])], length, tokens.End, cancellationToken);
        return [.. beginnings.Zip(written, (b, w) => new Continuation([begin, .. b.Tokens, .. w.Tokens], [0, .. b.Logs, .. w.Logs])).SelectMany(Stretches)];
    }

    private static IEnumerable<int[]> Stretches(Continuation text)
    {
        for (var first = 0; first < text.Tokens.Length;)
        {
            // The first token after the beginning is a choice: what follows from it is what counts. A later choice may be a trigger.
            var at = first;
            while (at < text.Tokens.Length && (at <= 1 || text.Logs[at] >= Math.Log(Sure))) at++;
            if (at - first >= ShortestStretch) yield return text.Tokens[first..at];
            first = at + 1;
        }
    }
}
