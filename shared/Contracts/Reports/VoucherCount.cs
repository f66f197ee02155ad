namespace Assay.Contracts.Reports;

/// <summary>A voucher and the number of files that it is about.</summary>
public sealed record VoucherCount(string Source, VoucherKind Kind, VoucherStrength Strength, string DigestAlgorithm, int Files);
