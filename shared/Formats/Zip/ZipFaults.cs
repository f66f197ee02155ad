namespace Assay.Formats.Zip;

/// <summary>What is wrong with an entry; readers differ in which of the contradicting statements they believe.</summary>
[Flags]
public enum ZipFaults
{
    None = 0,

    /// <summary>The local header has another name.</summary>
    NameDiffers = 1,

    /// <summary>The local header names another method of compression.</summary>
    MethodDiffers = 2,

    /// <summary>The local header states other sizes.</summary>
    SizeDiffers = 4,

    /// <summary>There is no local header where the directory says.</summary>
    LocalHeaderMissing = 8,

    /// <summary>An earlier entry has the same name.</summary>
    Duplicate = 16,

    /// <summary>Its bytes are also another entry's.</summary>
    Overlaps = 32,

    /// <summary>The directory does not list it; only its local header is there.</summary>
    NotListed = 64,

    /// <summary>It is marked as encrypted.</summary>
    Encrypted = 128,

    /// <summary>It claims bytes beyond the end.</summary>
    BeyondEnd = 256,

    /// <summary>It is stored as it is, and states two sizes.</summary>
    StoredSizesDiffer = 512,

    /// <summary>Its name is another entry's name to a file system that folds case.</summary>
    CaseCollides = 1024,

    /// <summary>Its name is another entry's name once it is written the usual way.</summary>
    NameCollides = 2048,

    /// <summary>Its name has a zero or a control character, where some readers end it.</summary>
    OddName = 4096,

    /// <summary>An extra field gives it another name.</summary>
    UnicodeNameDiffers = 8192,

    /// <summary>It is listed by a directory that only some readers find.</summary>
    OtherDirectory = 16384,

    /// <summary>Its local header is not at hand, so nothing is known but what the directory says.</summary>
    NotFetched = 32768,
}
