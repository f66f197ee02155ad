namespace Assay.GpuProbe.Probes.Image;

/// <summary>The families that triggers are looked for in.</summary>
internal static class TriggerFamilies
{
    public static ITriggerFamily? Of(string name) => name switch
    {
        "added" => new AddedPattern(),
        "stamped" or CyclicSearch.Name => new StampedPatch(),
        "warped" => new WarpField(),
        ColourMap.Key => new ColourMap(),
        _ => null,
    };
}
