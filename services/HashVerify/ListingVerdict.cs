using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Domain.Facts;
using Assay.Domain.Versions;
using Assay.HashVerify.Combining;
using Assay.HashVerify.Sources;
using Assay.Storage.Trust;

namespace Assay.HashVerify;

/// <summary>Compares all files of a version with what its source declares, and says what vouches for how many of them. Pure.</summary>
public static class ListingVerdict
{
    /// <summary>More findings help nobody; a hostile listing may have a hundred thousand.</summary>
    private const int MaxFindings = 1000;

    /// <summary>Notes of all sources together.</summary>
    private const int MaxNotes = 50;

    /// <summary>The fact about a version's listing. Unlike other facts, its findings name files: names belong to the listing.</summary>
    /// <param name="version">The version.</param>
    /// <param name="answers">What the trusted sources know of it.</param>
    public static FactBody Of(ModelVersion version, IReadOnlyList<SourceAnswer> answers)
    {
        var sourceDeclares = version.Files.Any(FileVerdict.IsDeclared);
        var combined = Combination.Of(version, [.. answers.SelectMany(a => a.Statements)]);
        var findings = version.Files.SelectMany(file => FileVerdict.Of(file, sourceDeclares))
            .Concat(combined.Findings).Concat(answers.SelectMany(a => a.Findings))
            .OrderByDescending(f => f.Severity).ThenBy(f => f.Location.Path, StringComparer.Ordinal).ThenBy(f => f.Rule, StringComparer.Ordinal)
            .ToList();
        var unread = version.Files.Count(f => f.State is FileState.Unreadable or FileState.Refused or FileState.Missing);
        var isPartial = version.Files.Any(f => f.State == FileState.Unreadable);
        return new()
        {
            Status = isPartial ? CoverageStatus.Partial : CoverageStatus.Ran,
            Reason = isPartial ? $"{unread} of {version.Files.Count} files could not be read" : null,
            Findings = findings.Count <= MaxFindings ? findings : findings[..MaxFindings],
            Warnings = [.. Warnings(version, findings, combined), .. answers.SelectMany(a => a.Notes).Take(MaxNotes)],
            Vouchers = combined.Vouchers,
            Manifest = VersionManifest.DigestOf(version) is { IsEmpty: false } manifest ? manifest : null,
        };
    }

    private static IEnumerable<string> Warnings(ModelVersion version, List<Finding> findings, Combined combined)
    {
        if (findings.Count > MaxFindings) yield return $"digests: {findings.Count - MaxFindings} further findings are not listed.";
        var stored = version.Files.Where(f => f.State == FileState.Stored).ToList();
        var bySha256 = stored.Count(f => !f.DeclaredSha256.IsEmpty && f.DeclaredSha256 == f.Sha256);
        var byGit = stored.Count(f => f.DeclaredSha256.IsEmpty && !f.DeclaredGitBlob.IsEmpty && f.DeclaredGitBlob == f.GitBlob);
        var byNone = stored.Count(f => f.DeclaredSha256.IsEmpty && f.DeclaredGitBlob.IsEmpty);
        var notRead = version.Files.Count(f => f.State is FileState.NotRead or FileState.Outlined);
        if (byNone == stored.Count && stored.Count > 0)
        {
            yield return combined.Vouchers.Count > 0
                ? "the source declares no digests: what is known of these bytes comes from elsewhere"
                : "the source declares no digests: nothing vouches for these bytes but themselves";
            yield break;
        }
        yield return $"digests: of {version.Files.Count} files, the source vouches for {bySha256} by SHA-256 and {byGit} by git blob id (SHA-1); "
            + $"{byNone} have no declared digest; {notRead} were not read at this depth.";
    }
}
