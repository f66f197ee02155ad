using Assay.Analysis;
using Assay.Analysis.Catalog;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Scans;
using Assay.Storage.Facts;

namespace Assay.Inspect.Tasks;

/// <summary>Asks which facts about files exist already, and so which are missing.</summary>
internal sealed class KnownFacts(IFactRepository facts, AnalyserCatalog catalog, InspectDescriptors descriptors)
{
    /// <summary>What is missing for each of the subjects.</summary>
    public async Task<IReadOnlyDictionary<Sha256Digest, MissingFacts>> ReadAsync(
        Scan scan, IReadOnlyCollection<Sha256Digest> subjects, CancellationToken cancellationToken)
    {
        var known = (await facts.ReadAsync(subjects, cancellationToken).ConfigureAwait(false))
            .Where(f => !scan.Refresh || f.RecordedAt >= scan.CreatedAt)
            .DistinctBy(f => f.Key)
            .ToDictionary(f => f.Key);
        return subjects.Distinct().ToDictionary(s => s, s => Missing(s, known));
    }

    private MissingFacts Missing(Sha256Digest subject, Dictionary<FactKey, Fact> known)
    {
        // Without the walk's fact it is not known which analysers the file is for.
        if (!known.TryGetValue(descriptors.Walk.KeyFor(subject), out var walk)) return new(Walk: true, Lacking(subject, known, catalog.Analysers));
        return new(Walk: false, Lacking(subject, known, catalog.Analysers.Where(a => descriptors.Of(a).AcceptsAny(walk.Body.Formats))));
    }

    private List<IAnalyser> Lacking(Sha256Digest subject, Dictionary<FactKey, Fact> known, IEnumerable<IAnalyser> analysers) =>
        [.. analysers.Where(a => !known.ContainsKey(descriptors.Of(a).KeyFor(subject)))];
}
