using Assay.Domain.Trust;

namespace Assay.Storage.Trust;

/// <summary>What became of an import.</summary>
/// <param name="List">The list as it is kept; null where it was refused.</param>
/// <param name="Skipped">Lines that only name other digests than SHA-256.</param>
/// <param name="Problems">Why it was refused, one sentence each.</param>
/// <param name="IsTaken">True where the name is that of another list.</param>
public sealed record ListOutcome(TrustedList? List, long Skipped, IReadOnlyList<string> Problems, bool IsTaken = false)
{
    public static ListOutcome Refused(params IReadOnlyList<string> problems) => new(null, 0, problems);
}
