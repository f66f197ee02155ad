namespace Assay.Attestation.Oms;

/// <summary>Which files of a model its signature covers. A valid signature says nothing about the others.</summary>
/// <param name="Covered">Files whose digests were compared and are equal.</param>
/// <param name="CoveredBytes">Their length together.</param>
/// <param name="Ignored">Files that the signature, the format or whoever verifies excludes, in ordinal order; not the signature itself.</param>
/// <param name="Unsigned">Files that should be in the signature and are not, in ordinal order.</param>
public sealed record OmsCoverage(int Covered, long CoveredBytes, IReadOnlyList<string> Ignored, IReadOnlyList<string> Unsigned)
{
    /// <summary>
    /// Of those not covered, the ones that hold weights or code by their names: a model is not what was signed if one of them is not.
    /// </summary>
    public IReadOnlyList<string> UncoveredWeightsOrCode =>
        [.. Ignored.Concat(Unsigned).Where(LoadedFiles.IsWeightsOrCode).Order(StringComparer.Ordinal)];

    /// <summary>True: every file is covered.</summary>
    public bool IsComplete => Ignored.Count == 0 && Unsigned.Count == 0;
}
