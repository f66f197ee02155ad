using Assay.Contracts.Values;
using Assay.Domain.Trust;

namespace Assay.Domain.Advisories;

/// <summary>Whether an advisory concerns a version, and by which evidence. Pure.</summary>
public static class AdvisoryMatching
{
    /// <summary>
    /// Share of an affected file's tensors, by bytes, from which on another file counts as holding the same. Below it the two may merely have a common
    /// ancestor: a poisoned fine-tune shares its frozen layers with its innocent base.
    /// </summary>
    public const double SameShare = 0.9;

    /// <summary>The strongest match; null where the advisory does not concern the version, was withdrawn, or says itself that nothing is affected.</summary>
    public static AdvisoryMatch? Of(Advisory advisory, AdvisorySubject subject)
    {
        if (advisory.IsWithdrawn || advisory.Status == AdvisoryStatus.NotAffected) return null;
        return advisory.Affected.Select(target => Exact(advisory, target, subject) ?? Tensors(advisory, target, subject) ?? Descent(advisory, target, subject))
            .OfType<AdvisoryMatch>().Where(m => !IsExcused(advisory, m.Target, subject.Version.Source, subject.Version.Name, subject.Version.Revision, subject.Manifest)).OrderBy(m => m.Class).ThenByDescending(m => m.Confidence).ThenBy(m => m.Target.Kind).ThenBy(m => m.Target.Value, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>How bad a match is: what is shown as the finding's severity. Descent by declaration alone never reaches what rejects.</summary>
    public static Severity SeverityOf(Advisory advisory, MatchClass match)
    {
        var severity = match switch
        {
            MatchClass.Exact => advisory.Severity,
            MatchClass.SameTensors => advisory.Severity > Severity.Info ? advisory.Severity - 1 : Severity.Info,
            _ => advisory.Severity >= Severity.High ? Severity.Medium : advisory.Severity >= Severity.Low ? Severity.Low : Severity.Info,
        };
        // What is still being looked into is no fact that could reject.
        return advisory.Status == AdvisoryStatus.UnderInvestigation && severity > Severity.Medium ? Severity.Medium : severity;
    }

    /// <summary>
    /// True where a version that fits is named as free of the flaw, or is the replacement. Affected bytes are excused by the whole content alone: a file
    /// or a name that somebody puts beside them proves nothing.
    /// </summary>
    public static bool IsExcused(Advisory advisory, AdvisoryTarget matched, string source, string name, string? revision, Sha256Digest manifest) =>
        (advisory.Replacement is { } replacement ? advisory.Unaffected.Append(replacement) : advisory.Unaffected).Any(t => t != matched && t.Kind switch
        {
            TargetKind.Manifest => !manifest.IsEmpty && t.Digest == manifest,
            TargetKind.Package => matched.Kind is not (TargetKind.Artifact or TargetKind.Tensor or TargetKind.Manifest)
                && t.Scope is { Revision: not null } scope && IsPackage(scope, source, name, revision),
            _ => false,
        });

    /// <summary>True where a version is the package, or a version of it where no commit is named.</summary>
    public static bool IsPackage(ModelScope scope, string source, string name, string? revision) => source == "hf"
        && scope.Repository == name && (scope.Revision is null || string.Equals(scope.Revision, revision, StringComparison.OrdinalIgnoreCase));

    private static AdvisoryMatch? Exact(Advisory advisory, AdvisoryTarget target, AdvisorySubject subject)
    {
        var version = subject.Version;
        switch (target.Kind)
        {
            case TargetKind.Artifact:
                var digest = target.Digest;
                if (version.Files.FirstOrDefault(f => f.Sha256 == digest) is { } read) return Match(Confidence.High, read.Path);
                // Where the bytes were read, what the source declares of them is somebody's word against what was seen.
                return version.Files.FirstOrDefault(f => f.Sha256.IsEmpty && f.DeclaredSha256 == digest) is { } declared ? Match(Confidence.Medium, declared.Path) : null;
            case TargetKind.Manifest:
                return !subject.Manifest.IsEmpty && subject.Manifest == target.Digest ? Match(Confidence.High, null) : null;
            case TargetKind.Package:
                return target.Scope is { } scope && IsPackage(scope, version.Source, version.Name, version.Revision) ? Match(Confidence.High, null) : null;
            case TargetKind.Repository:
                return version.RepositoryId == target.Value ? Match(Confidence.High, null) : null;
            default:
                return null;
        }

        AdvisoryMatch Match(Confidence confidence, string? path) => new(advisory, MatchClass.Exact, confidence, target, path);
    }

    private static AdvisoryMatch? Tensors(Advisory advisory, AdvisoryTarget target, AdvisorySubject subject)
    {
        if (target.Kind is not (TargetKind.Artifact or TargetKind.Tensor)) return null;
        var held = subject.Tensors.Where(t => t.Target == target.Digest && t.Share >= SameShare).OrderByDescending(t => t.Share).ThenBy(t => t.Path, StringComparer.Ordinal).FirstOrDefault();
        return held is null ? null : new(advisory, MatchClass.SameTensors, held.Held == held.Total ? Confidence.High : Confidence.Medium, target, held.Path);
    }

    private static AdvisoryMatch? Descent(Advisory advisory, AdvisoryTarget target, AdvisorySubject subject) =>
        target.Kind is TargetKind.Base or TargetKind.Package && target.Scope is { } scope && subject.Bases.Contains(scope.Repository, StringComparer.Ordinal)
            ? new(advisory, MatchClass.DeclaredDescent, Confidence.Low, target, null)
            : null;
}
