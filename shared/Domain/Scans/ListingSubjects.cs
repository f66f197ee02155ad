using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Lineage;
using Assay.Domain.Versions;

namespace Assay.Domain.Scans;

/// <summary>What the facts of the stage HashVerify are about: a version's listing, with or without its name.</summary>
public static class ListingSubjects
{
    /// <summary>The subject of an analyser's fact about a version.</summary>
    public static Sha256Digest Key(AnalyserDescriptor analyser, ModelVersion version) =>
        analyser.Id == AnalyserDescriptor.LineageId ? LineageSubject.Key(version) : version.ListingDigest;

    /// <summary>All of them.</summary>
    public static IEnumerable<Sha256Digest> Of(ModelVersion version) => [version.ListingDigest, LineageSubject.Key(version)];
}
