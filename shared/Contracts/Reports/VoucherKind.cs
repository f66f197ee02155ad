namespace Assay.Contracts.Reports;

/// <summary>Why somebody can vouch for a file.</summary>
public enum VoucherKind
{
    /// <summary>The hub's own metadata of the file.</summary>
    Hub = 0,
    /// <summary>An imported list of known-good files.</summary>
    List = 1,
    /// <summary>The registry of approved versions.</summary>
    Registry = 2,
    /// <summary>A signature whose signer this installation trusts.</summary>
    Signature = 3,
    /// <summary>The declared base model has the same file.</summary>
    Base = 4,
}
