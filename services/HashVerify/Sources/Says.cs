namespace Assay.HashVerify.Sources;

/// <summary>What a source says of a file.</summary>
public enum Says
{
    /// <summary>The file of this name has to have this digest.</summary>
    Genuine = 0,
    /// <summary>Bytes of this digest must not be used.</summary>
    KnownBad = 1,
}
