namespace Assay.GpuProbe.Probes.Image;

/// <summary>One trigger that is looked for.</summary>
/// <param name="Target">The class that it should give.</param>
/// <param name="Pool">Indices of the carriers that it should turn.</param>
internal sealed record SearchGroup(int Target, int[] Pool)
{
    /// <summary>One trigger for each target, for all carriers that are not answered so already.</summary>
    public static IReadOnlyList<SearchGroup> All(Carriers carriers, IReadOnlyList<int> targets) =>
        [.. targets.Select(t => new SearchGroup(t, carriers.NotAnswering(t))).Where(g => g.Pool.Length > 0)];
}
