using System.IO.Enumeration;
using Assay.Contracts.Findings;

namespace Assay.Domain.Policies;

/// <summary>Findings that a policy does not count, with the reason and a last day.</summary>
/// <param name="Rule">Rule id.</param>
/// <param name="Path">Pattern with <c>*</c> and <c>?</c> over the file's path; null for every path.</param>
/// <param name="Reason">For the report.</param>
/// <param name="Expires">Last day on which it holds (UTC); null for no end.</param>
public sealed record Suppression(string Rule, string? Path, string Reason, DateOnly? Expires)
{
    public bool Covers(Finding finding, string path, DateTimeOffset now) =>
        finding.Rule == Rule
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: false))
        && (Expires is null || DateOnly.FromDateTime(now.UtcDateTime) <= Expires);
}
