namespace Assay.Contracts.Reports;

/// <summary>Who vouches for how many files of a version.</summary>
/// <param name="Files">Files whose bytes were read whole.</param>
/// <param name="Vouched">Those that anybody vouches for.</param>
/// <param name="By">The vouchers with the number of files of each, the strongest first.</param>
/// <param name="Unvouched">Weights and code that nobody vouches for, the first few; quoted.</param>
/// <param name="UnvouchedCount">How many weights and code files nobody vouches for.</param>
public sealed record VouchingReport(int Files, int Vouched, IReadOnlyList<VoucherCount> By, IReadOnlyList<string> Unvouched, int UnvouchedCount);
