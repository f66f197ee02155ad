namespace Assay.GpuProbe.Probes.Image;

/// <summary>One trigger that is looked for.</summary>
/// <param name="Target">The class that it should give; where it should give several, what tells the groups of a search apart.</param>
/// <param name="Pool">Indices of the carriers that it should turn.</param>
internal sealed record SearchGroup(int Target, int[] Pool)
{
    /// <summary>Empty where all carriers have the same target; else targets and the carriers that should give them, for the rows of the group in turn.</summary>
    public IReadOnlyList<(int Target, int[] Pool)> Parts { get; init; } = [];

    /// <summary>Not null: the parameters that the search begins with, instead of what it begins with elsewhere.</summary>
    public float[][]? Start { get; init; }

    /// <summary>What a row of the group draws from, and what it should give.</summary>
    public (int Target, int[] Pool) Row(int row) => Parts.Count == 0 ? (Target, Pool) : Parts[row % Parts.Count];

    /// <summary>Writes one parameter of all groups that say where they begin.</summary>
    public static void CopyStarts(IReadOnlyList<SearchGroup> groups, int parameter, Span<float> numbers)
    {
        for (var g = 0; g < groups.Count; g++)
            if (groups[g].Start?[parameter] is { } start) start.CopyTo(numbers[(g * start.Length)..]);
    }

    /// <summary>One trigger for each target, for all carriers that are not answered so already.</summary>
    public static IReadOnlyList<SearchGroup> All(Carriers carriers, IReadOnlyList<int> targets) =>
        [.. targets.Select(t => new SearchGroup(t, carriers.NotAnswering(t))).Where(g => g.Pool.Length > 0)];

    /// <summary>
    /// One trigger for each distance: it leads every class to the class that stands so far behind it, around the end, as the usual trigger for all
    /// classes at once does (Gu et al. 2017, all-to-all).
    /// </summary>
    public static IReadOnlyList<SearchGroup> Shifts(Carriers carriers, IReadOnlyList<int> classes) =>
    [
        .. Enumerable.Range(1, Math.Max(0, classes.Count - 1)).Select(shift => new SearchGroup(shift, [])
        {
            Parts = [.. classes.Select((c, i) => (classes[(i + shift) % classes.Count], carriers.Of(c)))],
        }),
    ];
}
