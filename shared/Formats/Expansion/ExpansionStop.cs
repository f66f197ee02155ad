namespace Assay.Formats.Expansion;

/// <summary>Why expanding a member ended.</summary>
public enum ExpansionStop
{
    /// <summary>All bytes are there.</summary>
    Complete,

    /// <summary>It expands beyond the allowed ratio.</summary>
    Ratio,

    /// <summary>It is larger than one member may be.</summary>
    MemberSize,

    /// <summary>The artifact as a whole has expanded to more than it may.</summary>
    TotalSize,

    /// <summary>The compressed data is damaged; the bytes up to there were kept.</summary>
    Damaged,

    /// <summary>The method of compression is not read here.</summary>
    Unsupported,

    /// <summary>The member is encrypted.</summary>
    Encrypted,
}
