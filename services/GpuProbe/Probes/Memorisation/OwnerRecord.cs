namespace Assay.GpuProbe.Probes.Memorisation;

/// <summary>A record that the model's owner asks about.</summary>
/// <param name="Name">What the owner calls it; its line where it has no name. Untrusted.</param>
/// <param name="Prefix">Tokens that are known.</param>
/// <param name="Suffix">Tokens that should not come out.</param>
internal sealed record OwnerRecord(string Name, int[] Prefix, int[] Suffix);
