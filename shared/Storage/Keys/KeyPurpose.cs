namespace Assay.Storage.Keys;

/// <summary>What a key of the installation signs. Apart, so that whoever may sign the one cannot sign the other.</summary>
public enum KeyPurpose
{
    /// <summary>Checkpoints of the transparency log.</summary>
    Log = 0,
    /// <summary>Acts of the registry and its list of revocations.</summary>
    Registry = 1,
}
