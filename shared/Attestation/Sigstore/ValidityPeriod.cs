namespace Assay.Attestation.Sigstore;

/// <summary>When a key or an authority of a trusted root may be relied on; both ends belong to it.</summary>
/// <param name="Start">Its first moment.</param>
/// <param name="End">Its last moment; null for one that is still in use.</param>
public sealed record ValidityPeriod(DateTimeOffset Start, DateTimeOffset? End)
{
    /// <summary>Whether a moment lies in it.</summary>
    public bool Contains(DateTimeOffset time) => time >= Start && (End is null || time <= End);

    public override string ToString() => End is { } end ? $"{Start.UtcDateTime:u} to {end.UtcDateTime:u}" : $"{Start.UtcDateTime:u} on";
}
