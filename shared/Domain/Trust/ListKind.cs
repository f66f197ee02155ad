namespace Assay.Domain.Trust;

/// <summary>What it means to be on a list.</summary>
public enum ListKind
{
    /// <summary>Whoever keeps the list knows these files: it vouches for them.</summary>
    Good = 0,
    /// <summary>These files must not be used, whatever else vouches for them.</summary>
    Bad = 1,
}
