namespace Assay.Domain.Facts;

/// <summary>How much an analyser's word counts.</summary>
public enum Maturity
{
    /// <summary>Runs and is recorded; shown to nobody, decides nothing.</summary>
    Shadow = 0,
    /// <summary>Shown and used for ranking; cannot reject.</summary>
    Advisory = 1,
    /// <summary>Can reject.</summary>
    Enforcing = 2,
}
