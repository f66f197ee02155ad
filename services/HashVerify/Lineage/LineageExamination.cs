using Assay.Contracts.Findings;
using Assay.Domain.Facts;
using Assay.Domain.Lineage;
using Assay.Domain.Versions;
using Assay.Storage.Blobs;
using Assay.Storage.Lineage;

namespace Assay.HashVerify.Lineage;

/// <summary>Hashes a version's tensors, looks for its relatives among what is known, and compares them with the base that it names.</summary>
public sealed class LineageExamination(TensorIndexing indexing, FamilySearch search, IBlobStore blobs, LineageDescriptors descriptors, TimeProvider clock)
    : ILineageExamination
{
    /// <summary>Files whose tensors could not be hashed that are named; the rest are counted.</summary>
    private const int MaxWarnings = 10;

    public async Task<Fact?> ExamineAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var problems = await indexing.IndexAsync(version, cancellationToken).ConfigureAwait(false);
        var findings = new List<Finding>();
        if (TensorSubjects.Of(version) is [_, ..] files)
        {
            var tree = await search.OfVersionAsync(version.Id, cancellationToken).ConfigureAwait(false);
            var (names, place) = tree.Own.Evidence.Count == 0 ? ([], "") : await DeclaredAsync(version, cancellationToken).ConfigureAwait(false);
            var self = new KnownModel(version.Id, version.Source, version.Name, version.RepositoryId, version.Revision, version.ResolvedAt);
            var named = tree.Relatives.Count == 0 ? [] : await search.NamedAsync(names, cancellationToken).ConfigureAwait(false);
            // Findings stand with the file that makes the claim, or with the weights.
            var path = place.Length > 0 ? place : files.MaxBy(f => f.Size)!.Path;
            if (BaseFindings.Of(BaseComparison.Of(self, tree, names, named), tree, path, names) is { } finding) findings.Add(finding);
        }
        var body = new FactBody
        {
            Findings = findings,
            Warnings = problems.Count <= MaxWarnings ? problems : [.. problems.Take(MaxWarnings), $"tensors of {problems.Count - MaxWarnings} further files could not be hashed"],
            Seconds = clock.GetElapsedTime(start).TotalSeconds,
        };
        return new(descriptors.Comparison.KeyFor(LineageSubject.Key(version)), body, clock.GetUtcNow());
    }

    private async Task<(IReadOnlyList<string> Names, string Place)> DeclaredAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var place = "";
        foreach (var file in version.Files.Where(f => DeclaredBases.MayName(f.Path) && f.State == FileState.Stored && f.Size <= DeclaredBases.MaxBytes))
        {
            using var blob = await blobs.OpenAsync(file.Sha256, cancellationToken).ConfigureAwait(false);
            if (blob is null || blob.Length > DeclaredBases.MaxBytes) continue;
            var bytes = new byte[blob.Length];
            var found = DeclaredBases.InFile(file.Path, bytes.AsSpan(0, blob.Read(0, bytes)));
            if (found.Count > 0 && place.Length == 0) place = file.Path;
            names.AddRange(found);
        }
        names.AddRange(DeclaredBases.InMetadata(version.Metadata));
        return ([.. names.Distinct(StringComparer.Ordinal)], place);
    }
}
