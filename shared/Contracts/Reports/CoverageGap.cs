namespace Assay.Contracts.Reports;

/// <summary>Bytes of a file that no reader could account for: something could hide there.</summary>
/// <param name="Member">Member inside a container, outermost first, joined with <c>!/</c>; null for the file itself.</param>
/// <param name="Offset">In the file, or in the member where there is one.</param>
/// <param name="Length">In bytes of the file or the (expanded) member.</param>
/// <param name="Reason">Why they are not accounted for.</param>
public sealed record CoverageGap(string? Member, long Offset, long Length, string Reason);
