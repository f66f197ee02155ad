namespace Assay.Contracts.Reports;

/// <summary>What was looked at. A report never says "clean": it says this.</summary>
/// <param name="Files">Files of the version.</param>
/// <param name="FilesRead">Files whose every byte was read and hashed.</param>
/// <param name="Bytes">Bytes of all files, as declared or counted.</param>
/// <param name="BytesRead">Bytes read and hashed.</param>
/// <param name="Analysers">One entry for each analyser and probe that is registered, or that the policy requires.</param>
/// <param name="Warnings">Anything that weakens the statement, such as a probe that ran without a sandbox.</param>
public sealed record CoverageReport(
    int Files, int FilesRead, long Bytes, long BytesRead, IReadOnlyList<AnalyserCoverage> Analysers, IReadOnlyList<string> Warnings)
{
    /// <summary>Bytes that the readers of the files' formats account for; the rest was read, and could hold anything.</summary>
    public long BytesUnderstood { get; init; }
}
