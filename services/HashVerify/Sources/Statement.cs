using Assay.Contracts.Reports;

namespace Assay.HashVerify.Sources;

/// <summary>What a source says of one file of a version.</summary>
/// <param name="Says">Genuine or known-bad.</param>
/// <param name="Path">The file, as the version names it.</param>
/// <param name="Digest">Lower-case hexadecimal, of the algorithm that <paramref name="By"/> names.</param>
/// <param name="By">Who says so; what the report shows where it holds.</param>
/// <param name="Precedence">Which of several is believed where they disagree: the larger. See <see cref="SourcePrecedence"/>.</param>
/// <param name="Reason">In the source's words; null for none.</param>
public sealed record Statement(Says Says, string Path, string Digest, Voucher By, int Precedence, string? Reason = null);
