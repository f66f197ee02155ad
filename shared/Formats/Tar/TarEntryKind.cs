namespace Assay.Formats.Tar;

/// <summary>What an entry of a tar archive is.</summary>
public enum TarEntryKind
{
    File,
    Directory,

    /// <summary>A symbolic link.</summary>
    SymbolicLink,

    /// <summary>A second name of another entry.</summary>
    HardLink,

    /// <summary>A device or a pipe.</summary>
    Device,

    /// <summary>A type that no standard knows; readers take it for a file.</summary>
    Other,
}
