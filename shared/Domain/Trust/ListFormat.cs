namespace Assay.Domain.Trust;

/// <summary>How a list is written.</summary>
public enum ListFormat
{
    /// <summary>Decided by the content.</summary>
    Auto = 0,
    /// <summary>Lines of <c>sha256sum</c>, in the form of GNU coreutils or of BSD.</summary>
    Sha256sums = 1,
    /// <summary>RFC 4180, with or without a header.</summary>
    Csv = 2,
    /// <summary>CycloneDX 1.4 to 1.7 in JSON.</summary>
    Cyclonedx = 3,
}
