using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>Texts that the model itself writes: nobody's data is needed, and the places where it answers come with them.</summary>
internal static class OwnTexts
{
    /// <summary>Shorter ones have no room for a trigger and an answer.</summary>
    private const int Shortest = 5;

    /// <summary>Rarer beginnings are not followed.</summary>
    private const double LeastBeginning = 3e-3;

    private const int BeginningDepth = 5;

    /// <summary>
    /// Texts from the beginning token, or from a random token where the model has none, each cut where it ends.
    /// </summary>
    public static List<int[]> Write(
        NextTokens model, TokenInput tokens, int count, int length, SeededNumbers chance, CancellationToken cancellationToken)
    {
        length = Math.Min(length, model.MaxLength - 2);
        List<int[]> beginnings = [.. Enumerable.Range(0, count).Select(_ => new[] { tokens.Begin ?? TokenProbes.Ordinary(tokens, chance) })];
        return [.. Writing.Sample(model, beginnings, length, tokens.End, chance, cancellationToken)
            .Select(text => Cut(text, tokens.End)).Where(text => text.Length >= Shortest)];
    }

    /// <summary>Texts that begin in each way that the model knows, so that rare kinds are among them.</summary>
    public static List<int[]> Varied(
        NextTokens model, TokenInput tokens, int each, int length, SeededNumbers chance, CancellationToken cancellationToken)
    {
        if (tokens.Begin is not { } begin) return [];
        var beginnings = Beginnings.Of(model, begin, LeastBeginning, BeginningDepth, cancellationToken)
            .SelectMany(b => Enumerable.Repeat((int[])[begin, .. b.Tokens], each)).ToList();
        return [.. Writing.Sample(model, beginnings, Math.Min(length, model.MaxLength - 2), tokens.End, chance, cancellationToken)
            .Select(text => Cut(text, tokens.End)).Where(text => text.Length >= Shortest)];
    }

    private static int[] Cut(int[] text, int? end)
    {
        var at = end is { } token ? Array.IndexOf(text, token, 1) : -1;
        return at < 0 ? text : text[..at];
    }
}
