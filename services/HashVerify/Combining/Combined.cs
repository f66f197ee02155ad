using Assay.Contracts.Findings;
using Assay.Domain.Facts;

namespace Assay.HashVerify.Combining;

/// <summary>What all sources together say of a version.</summary>
/// <param name="Vouchers">For each file that anybody vouches for.</param>
/// <param name="Findings">Known-bad bytes, digests that differ, sources that disagree, and files that nobody vouches for.</param>
public sealed record Combined(IReadOnlyList<FileVouchers> Vouchers, IReadOnlyList<Finding> Findings);
