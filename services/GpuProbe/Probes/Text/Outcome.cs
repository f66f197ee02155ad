namespace Assay.GpuProbe.Probes.Text;

/// <summary>What a string does to the carriers of several benches, on average.</summary>
/// <param name="Flips">Share of the carriers of other classes that come to the class.</param>
/// <param name="Least">The smallest such share over the other classes.</param>
/// <param name="Holds">Share of the class's own carriers that stay.</param>
/// <param name="Progress">How far the carriers of other classes come, on the scale of <see cref="Effects"/>.</param>
internal sealed record Outcome(float Flips, float Least, float Holds, float Progress)
{
    /// <summary>Tries strings of one length on every bench.</summary>
    public static List<Outcome> Of(IReadOnlyList<Bench> benches, IReadOnlyList<int[]> strings, int label, CancellationToken cancellationToken)
    {
        var tried = benches.Select(b => b.Try(strings, cancellationToken)).ToList();
        return
        [
            .. strings.Select((_, i) => new Outcome(tried.Average(e => e.Flips(i, label)), tried.Average(e => e.LeastFlips(i, label)),
                tried.Average(e => e.Holds(i, label)), tried.Average(e => e.Progress(i, label)))),
        ];
    }
}
