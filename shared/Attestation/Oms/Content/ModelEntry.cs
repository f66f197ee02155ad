namespace Assay.Attestation.Oms.Content;

/// <summary>Something in a model's directory.</summary>
/// <param name="Path">Relative to the root, forward slashes.</param>
/// <param name="Kind">Not following a link.</param>
/// <param name="Length">Of a file, in bytes; else 0.</param>
/// <param name="Detail">For what is neither file nor link: what it is, or why it could not be read.</param>
public sealed record ModelEntry(string Path, ModelEntryKind Kind, long Length, string? Detail = null);

/// <summary>What it is.</summary>
public enum ModelEntryKind
{
    File,
    Link,

    /// <summary>A pipe, a socket or a device.</summary>
    Special,

    /// <summary>A directory that cannot be listed, or a name that is not UTF-8.</summary>
    Unreadable,
}
