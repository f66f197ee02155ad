using Assay.Contracts.Values;
using Assay.Domain.Facts;

namespace Assay.Domain.Scans;

/// <summary>The facts that bear on one scan, by subject and analyser.</summary>
public sealed class KnownFacts
{
    private readonly Dictionary<(Sha256Digest Subject, string Analyser), List<Fact>> _facts = [];

    public KnownFacts(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
        {
            var key = (fact.Key.Subject, fact.Key.Analyser);
            if (!_facts.TryGetValue(key, out var list)) _facts[key] = list = [];
            list.Add(fact);
        }
    }

    /// <summary>
    /// The fact of exactly this analyser version, settings and rules; where there is none, the newest one recorded since <paramref name="since"/>, which
    /// a worker of another version has made for this very scan during an upgrade. Null for none.
    /// </summary>
    public Fact? Find(Sha256Digest subject, AnalyserDescriptor analyser, DateTimeOffset since)
    {
        if (!_facts.TryGetValue((subject, analyser.Id), out var list)) return null;
        var key = analyser.KeyFor(subject);
        Fact? other = null;
        foreach (var fact in list)
        {
            if (fact.Key == key) return fact;
            if (fact.RecordedAt >= since && (other is null || fact.RecordedAt > other.RecordedAt)) other = fact;
        }
        return other;
    }

    /// <summary>The newest fact of an analyser id, of whatever version; null for none.</summary>
    public Fact? Newest(Sha256Digest subject, string analyser) =>
        _facts.TryGetValue((subject, analyser), out var list) ? list.MaxBy(f => f.RecordedAt) : null;
}
