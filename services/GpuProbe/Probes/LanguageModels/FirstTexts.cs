using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>
/// What a model writes from its beginning: every way to begin that is not too unlikely, each continued with the likeliest tokens. Texts learnt by heart are among
/// them.
/// </summary>
internal static class FirstTexts
{
    /// <summary>Beginnings less likely than this are not followed.</summary>
    private const double Least = 3e-3;

    private const int Depth = 4;
    private const int MostBeginnings = 256;

    public static List<int[]> Write(NextTokens model, TokenInput tokens, int length, CancellationToken cancellationToken)
    {
        if (tokens.Begin is not { } begin) return [];
        List<(int[] Text, double Log)> open = [([begin], 0)];
        List<int[]> beginnings = [];
        for (var depth = 0; depth < Depth && open.Count > 0; depth++)
        {
            var next = new List<(int[] Text, double Log)>();
            List<int[]> rows = [.. open.Select(o => o.Text)];
            model.After(rows, (row, logs) =>
            {
                var before = next.Count;
                for (var token = 0; token < logs.Length; token++)
                {
                    if (open[row].Log + logs[token] >= Math.Log(Least)) next.Add(([.. rows[row], token], open[row].Log + logs[token]));
                }
                if (next.Count == before) beginnings.Add(rows[row]);
            }, cancellationToken);
            open = [.. next.OrderByDescending(n => n.Log).Take(MostBeginnings)];
        }
        beginnings = [.. open.Select(o => o.Text).Concat(beginnings).Take(MostBeginnings)];
        return [.. Writing.Greedy(model, beginnings, length, tokens.End, cancellationToken).Select((c, i) => (int[])[.. beginnings[i], .. c.Tokens])];
    }
}
