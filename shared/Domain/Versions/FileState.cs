namespace Assay.Domain.Versions;

/// <summary>What became of a file of a version.</summary>
public enum FileState
{
    /// <summary>All its bytes are in the store.</summary>
    Stored = 0,
    /// <summary>The depth does not ask for its bytes.</summary>
    NotRead = 1,
    /// <summary>A link, a device, a name that escapes: not followed, not read.</summary>
    Refused = 2,
    /// <summary>Listed, but the source does not have it.</summary>
    Missing = 3,
    /// <summary>It could not be read (rights, an I/O error, it kept changing).</summary>
    Unreadable = 4,
    /// <summary>Too large for its depth: the ranges that say what it is and does are in the store as an outline, the rest was not read.</summary>
    Outlined = 5,
}
