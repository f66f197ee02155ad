namespace Assay.Reporting.Api.Shapes;

/// <summary>What an act did.</summary>
/// <param name="Changed">The versions, each with its act.</param>
public sealed record RegistryChange(IReadOnlyList<ChangedVersion> Changed);

/// <summary>A version that an act changed.</summary>
/// <param name="Version">As it stands now.</param>
/// <param name="Act">Signed, with its receipt.</param>
public sealed record ChangedVersion(RegisteredVersionView Version, RegistryActView Act);
