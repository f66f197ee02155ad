namespace Assay.Hosting.Workers;

/// <summary>Slots of a stage by lane; null for the service's default, zero to leave a lane to other processes.</summary>
public sealed class SlotOptions
{
    public int? Interactive { get; set; }
    public int? Normal { get; set; }
    public int? Bulk { get; set; }
}
