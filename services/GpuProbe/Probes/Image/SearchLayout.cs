namespace Assay.GpuProbe.Probes.Image;

/// <summary>What stands in the rows of one run of a search.</summary>
/// <param name="Groups">Triggers that are looked for at once; a run may have more places than groups are left.</param>
/// <param name="Carriers">Images of a group.</param>
/// <param name="Classes">Scores of a row.</param>
/// <param name="Parameters">Inputs with the triggers' numbers, in the order of the family's shapes.</param>
/// <param name="Shapes">Of the parameters, the groups and a 1 in front.</param>
internal sealed record SearchLayout(int Groups, int Carriers, int Classes, IReadOnlyList<string> Parameters, IReadOnlyList<long[]> Shapes)
{
    public int Rows => Groups * Carriers;

    /// <summary>Numbers of one group.</summary>
    public int Size(int parameter) => (int)(Shapes[parameter].Aggregate(1L, (a, b) => a * b) / Groups);
}
