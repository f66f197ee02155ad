using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.HashVerify;

/// <summary>Compares one file with what its source declares. Pure.</summary>
internal static class FileVerdict
{
    /// <summary>Findings about a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="sourceDeclares">True where the version's source declares its files.</param>
    public static IEnumerable<Finding> Of(VersionFile file, bool sourceDeclares)
    {
        var location = new FindingLocation(EvidenceText.Quote(file.Path, maxLength: 1024));
        return file.State switch
        {
            FileState.Stored => OfStored(file, sourceDeclares, location),
            FileState.Missing => [HashRules.Missing.Report("The source lists this file and cannot deliver it.", location, Note(file))],
            FileState.Refused => [OfRefused(file, location)],
            FileState.Unreadable => [HashRules.Unreadable.Report("This file was not read, so nothing is known about it.", location, Note(file))],
            _ => [],
        };
    }

    /// <summary>True where the source says anything about the file.</summary>
    public static bool IsDeclared(VersionFile file) => file.DeclaredSize is not null || !file.DeclaredSha256.IsEmpty || !file.DeclaredGitBlob.IsEmpty;

    private static IEnumerable<Finding> OfStored(VersionFile file, bool sourceDeclares, FindingLocation location)
    {
        if (!file.DeclaredSha256.IsEmpty && file.DeclaredSha256 != file.Sha256)
            yield return Differs(HashRules.Sha256Mismatch, "sha256", file.DeclaredSha256.Hex, file.Sha256.Hex, location);
        if (!file.DeclaredGitBlob.IsEmpty && file.DeclaredGitBlob != file.GitBlob)
            yield return Differs(HashRules.GitBlobMismatch, "git blob id", file.DeclaredGitBlob.Hex, file.GitBlob.Hex, location);
        if (file.DeclaredSize is { } size && size != file.Size)
            yield return Differs(HashRules.SizeMismatch, "size", $"{size}", $"{file.Size}", location);
        if (sourceDeclares && !IsDeclared(file))
        {
            yield return HashRules.Undeclared.Report(
                "The source declares its files, and this one is not among them.", location, new Evidence("found sha256", file.Sha256.Hex));
        }
    }

    private static Finding Differs(Rule rule, string what, string declared, string found, FindingLocation location) => rule.Report(
        $"The source declares {what} {declared}, the bytes have {found}.",
        location,
        new Evidence($"declared {what}", declared),
        new Evidence($"found {what}", found));

    private static Finding OfRefused(VersionFile file, FindingLocation location) => HashRules.Refused.Report(
        LeadsOut(file.Path) ? Severity.High : HashRules.Refused.Severity,
        Confidence.High,
        "This entry was not followed and not read.",
        location,
        Note(file));

    /// <summary>Names that could write outside the folder of whoever unpacks them are worse than a link that points somewhere.</summary>
    private static bool LeadsOut(string path) =>
        path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path is [_, ':', ..] || path.Split('/').Contains("..");

    private static Evidence Note(VersionFile file) => Evidence.Quoted("reason", file.Note ?? "none given");
}
