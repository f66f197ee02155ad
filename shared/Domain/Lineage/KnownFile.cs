namespace Assay.Domain.Lineage;

/// <summary>A file of a known model that has certain bytes.</summary>
/// <param name="Model">Whose file it is.</param>
/// <param name="Path">Relative to the model's root. Untrusted.</param>
/// <param name="Size">In bytes.</param>
/// <param name="IsDeclared">True where the bytes were never read: only the source says that these are they.</param>
public sealed record KnownFile(KnownModel Model, string Path, long Size, bool IsDeclared);
