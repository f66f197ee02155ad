using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Domain.Versions;
using Assay.HashVerify.Sources;

namespace Assay.HashVerify.Combining;

/// <summary>
/// Joins what the sources say. The strongest is believed; a contradiction is reported whoever is believed, with both named; known-bad is critical
/// whatever vouches. Pure.
/// </summary>
public static class Combination
{
    /// <summary>Vouchers shown of one file.</summary>
    private const int MaxVouchers = 8;

    public static Combined Of(ModelVersion version, IReadOnlyList<Statement> statements)
    {
        var byPath = statements.ToLookup(s => s.Path, StringComparer.Ordinal);
        // Where nobody says anything of any file, as with a folder of one's own, that nobody vouches is no news of any single file.
        var anybody = statements.Any(s => s.Says == Says.Genuine);
        var (vouchers, findings) = (new List<FileVouchers>(), new List<Finding>());
        foreach (var file in version.Files)
        {
            var said = byPath[file.Path].OrderByDescending(s => s.Precedence).ThenBy(s => s.By.Source, StringComparer.Ordinal).ToList();
            var good = said.Where(s => s.Says == Says.Genuine).ToList();
            var vouching = file.State == FileState.Stored ? good.Where(s => Holds(s, file)).ToList() : [];
            if (vouching.Count > 0) vouchers.Add(new(file.Path, [.. vouching.Select(s => s.By).Distinct().Take(MaxVouchers)]));
            findings.AddRange(Judge(file, said, good, vouching));
            if (anybody && good.Count == 0 && file.State == FileState.Stored && FileRole.IsWeightsOrCode(file.Path))
            {
                findings.Add(TrustRules.Unvouched.Report(
                    "Other files of this version are vouched for by a trusted source; for this one nobody does.", At(file), new Evidence("sha256", file.Sha256.Hex)));
            }
        }
        return new(vouchers, findings);
    }

    private static IEnumerable<Finding> Judge(VersionFile file, List<Statement> said, List<Statement> good, List<Statement> vouching)
    {
        var bad = said.Where(s => s.Says == Says.KnownBad).ToList();
        foreach (var statement in bad) yield return KnownBad(file, statement);
        // What the hub says of bytes that it serves itself is no opinion about them.
        if (bad.Count > 0 && vouching.Find(s => s.By.Kind is not (VoucherKind.Hub or VoucherKind.Base)) is { } praise)
            yield return Disagree(file, Severity.High, praise, "calls these bytes genuine", bad[0], "calls them known-bad");

        var named = good.Where(s => s.By.DigestAlgorithm == Voucher.Sha256).DistinctBy(s => s.Digest).ToList();
        if (named.Count > 1)
        {
            var severity = file.State == FileState.Stored && Holds(named[0], file) ? Severity.Medium : Severity.High;
            yield return Disagree(file, severity, named[0], $"names {named[0].Digest}", named[1], $"names {named[1].Digest}");
        }
        // The hub's own digests have rules of their own.
        else if (named is [{ By.Kind: not VoucherKind.Hub } only] && file.State == FileState.Stored && !Holds(only, file))
        {
            yield return TrustRules.OtherThanListed.Report(
                $"{Name(only)} names another digest for this file of this model.",
                At(file),
                Evidence.Quoted("source", only.By.Source),
                new("named sha256", only.Digest),
                new("found sha256", file.Sha256.Hex));
        }
    }

    private static bool Holds(Statement statement, VersionFile file) => statement.By.DigestAlgorithm == Voucher.Sha256
        ? statement.Digest == file.Sha256.Hex
        : statement.Digest == file.GitBlob.Hex;

    private static Finding KnownBad(VersionFile file, Statement statement)
    {
        var reason = statement.Reason is { } text ? EvidenceText.Quote(text) : "it gives no reason";
        var where = file.Sha256.Hex == statement.Digest ? "These bytes are" : "The source declares this file with a digest that is";
        return TrustRules.KnownBad.Report(
            $"{where} on the list of known-bad files '{EvidenceText.Quote(statement.By.Source)}': {reason}.",
            At(file),
            Evidence.Quoted("list", statement.By.Source),
            new("sha256", statement.Digest));
    }

    private static Finding Disagree(VersionFile file, Severity severity, Statement first, string one, Statement second, string other) =>
        TrustRules.Disagreement.Report(
            severity,
            Confidence.High,
            $"{Name(first)} {one}; {Name(second)} {other}.",
            At(file),
            Evidence.Quoted("source", first.By.Source),
            Evidence.Quoted("other source", second.By.Source),
            new("found sha256", file.Sha256.IsEmpty ? "not read" : file.Sha256.Hex));

    private static string Name(Statement statement) => statement.By.Kind == VoucherKind.List
        ? $"The list '{EvidenceText.Quote(statement.By.Source)}'"
        : $"The {EvidenceText.Quote(statement.By.Source)}";

    private static FindingLocation At(VersionFile file) => new(EvidenceText.Quote(file.Path, maxLength: 1024));
}
