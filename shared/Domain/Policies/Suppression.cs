using System.IO.Enumeration;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;

namespace Assay.Domain.Policies;

/// <summary>Findings that a policy does not count, with the reason and a last day.</summary>
/// <param name="Rule">Rule id.</param>
/// <param name="Path">Pattern with <c>*</c> and <c>?</c> over the file's path; null for every path.</param>
/// <param name="Reason">For the report.</param>
/// <param name="Expires">Last day on which it holds (UTC); null for no end.</param>
public sealed record Suppression(string Rule, string? Path, string Reason, DateOnly? Expires)
{
    /// <summary>The file whose findings it covers, by content: an exchanged file is not covered. Null for every content.</summary>
    public Sha256Digest? Sha256 { get; init; }

    /// <summary>True on its last day and before it.</summary>
    public bool HoldsAt(DateTimeOffset now) => Expires is null || DateOnly.FromDateTime(now.UtcDateTime) <= Expires;

    /// <summary>True for a finding that it is about, whether or not it still holds.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="path">The file that it was seen in.</param>
    /// <param name="content">SHA-256 of the file's bytes; empty where they were not read, which no content matches.</param>
    public bool IsAbout(Finding finding, string path, Sha256Digest content) =>
        finding.Rule == Rule
        && (Path is null || FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: false))
        && (Sha256 is null || (!content.IsEmpty && content == Sha256));
}
