using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Versions;

namespace Assay.Domain.Verdicts;

/// <summary>Who vouches for the files of a version, from the fact about its listing.</summary>
internal sealed class Vouching
{
    /// <summary>Names listed before the rest is counted.</summary>
    private const int MaxNamed = 10;

    private readonly Dictionary<string, IReadOnlyList<Voucher>> _vouchers;
    private readonly ModelVersion? _version;

    private Vouching(ModelVersion? version, FactBody? fact)
    {
        _version = version;
        Fact = fact;
        _vouchers = (fact?.Vouchers ?? []).ToDictionary(v => v.Path, v => v.Vouchers, StringComparer.Ordinal);
    }

    /// <summary>What the comparison of digests said; null where it left no result.</summary>
    public FactBody? Fact { get; }

    public static Vouching Of(ScanEvidence evidence)
    {
        var verifier = evidence.Catalog.FirstOrDefault(a => a.Id == AnalyserDescriptor.HashVerifyId);
        var fact = verifier is null || evidence.Version is not { } version
            ? null
            : evidence.Facts.Find(version.ListingDigest, verifier, evidence.Snapshot.Scan.CreatedAt)?.Body;
        return new(evidence.Version, fact);
    }

    public IReadOnlyList<Voucher> For(VersionFile file) => _vouchers.GetValueOrDefault(file.Path, []);

    /// <summary>Weights and code whose bytes were read and that nobody vouches for.</summary>
    public IReadOnlyList<VersionFile> Unvouched() => _version is null
        ? []
        : [.. _version.Files.Where(f => f.State == FileState.Stored && For(f).Count == 0 && FileRole.IsWeightsOrCode(f.Path))];

    /// <summary>Null where nothing was compared.</summary>
    public VouchingReport? Report()
    {
        if (Fact is null || _version is null) return null;
        var stored = _version.Files.Where(f => f.State == FileState.Stored).ToList();
        var unvouched = Unvouched();
        var by = stored.SelectMany(For).GroupBy(v => v).Select(g => new VoucherCount(g.Key.Source, g.Key.Kind, g.Key.Strength, g.Key.DigestAlgorithm, g.Count()))
            .OrderByDescending(v => v.Strength).ThenByDescending(v => v.Files).ThenBy(v => v.Source, StringComparer.Ordinal);
        return new(
            stored.Count,
            stored.Count(f => For(f).Count > 0),
            [.. by],
            [.. unvouched.Take(MaxNamed).Select(f => EvidenceText.Quote(f.Path, maxLength: 1024))],
            unvouched.Count);
    }
}
