namespace Assay.Reporting.Api.Shapes;

/// <summary>A version with everything that was done to it.</summary>
/// <param name="Version">As it stands now.</param>
/// <param name="Files">Its files; empty for content that was revoked without having been listed.</param>
/// <param name="History">The oldest act first.</param>
public sealed record RegistryDetail(RegisteredVersionView Version, IReadOnlyList<ManifestFile> Files, IReadOnlyList<RegistryActView> History);
