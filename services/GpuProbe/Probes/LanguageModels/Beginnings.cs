namespace Assay.GpuProbe.Probes.LanguageModels;

/// <summary>Every way in which a model begins a text that is not too unlikely.</summary>
internal static class Beginnings
{
    private const int Most = 256;

    /// <summary>Tokens after the beginning token: as many as stay likely enough together, up to the depth.</summary>
    public static List<Continuation> Of(NextTokens model, int begin, double least, int depth, CancellationToken cancellationToken)
    {
        List<Continuation> open = [new([], [])];
        List<Continuation> done = [];
        for (var length = 0; length < depth && open.Count > 0; length++)
        {
            var next = new List<Continuation>();
            var rows = open;
            model.After([.. rows.Select(o => (int[])[begin, .. o.Tokens])], (row, logs) =>
            {
                var before = next.Count;
                for (var token = 0; token < logs.Length; token++)
                {
                    if (rows[row].Log + logs[token] >= Math.Log(least)) next.Add(new([.. rows[row].Tokens, token], [.. rows[row].Logs, logs[token]]));
                }
                if (next.Count == before) done.Add(rows[row]);
            }, cancellationToken);
            open = [.. next.OrderByDescending(n => n.Log).Take(Most)];
        }
        return [.. open.Concat(done).Take(Most)];
    }
}
