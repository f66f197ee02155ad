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

    /// <summary>A device, a pipe, or a type that no standard knows.</summary>
    Other,
}
