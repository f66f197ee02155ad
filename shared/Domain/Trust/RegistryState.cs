namespace Assay.Domain.Trust;

/// <summary>What the registry of versions says of one of them.</summary>
public enum RegistryState
{
    Approved = 0,
    /// <summary>Approved once, and withdrawn.</summary>
    Revoked = 1,
}
