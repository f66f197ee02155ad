using Assay.Contracts.Reports;

namespace Assay.Domain.Facts;

/// <summary>Who vouches for a file of a listing.</summary>
/// <param name="Path">As the version names it.</param>
/// <param name="Vouchers">At least one, the strongest first.</param>
public sealed record FileVouchers(string Path, IReadOnlyList<Voucher> Vouchers);
