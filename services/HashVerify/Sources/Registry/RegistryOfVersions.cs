using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Contracts.Reports;
using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Sources.Registry;

/// <summary>What the registry says of exactly this content: an approval vouches for every file of it, a revocation is a finding.</summary>
internal sealed class RegistryOfVersions : ITrustedSource
{
    public string Id => "registry";

    public Task<SourceAnswer> AskAsync(SourceQuestion question, CancellationToken cancellationToken)
    {
        var words = question.Records.Registry;
        if (words.Count == 0) return Task.FromResult(SourceAnswer.Nothing);
        var revoked = words.Where(w => w.State == RegistryState.Revoked).ToList();
        // What is revoked is not vouched for by an approval of another time.
        var approved = revoked.Count > 0 ? null : words.FirstOrDefault(w => w.State == RegistryState.Approved);
        return Task.FromResult(new SourceAnswer(approved is null ? [] : [.. Vouch(question.Version, approved)], [.. revoked.Select(Report)], []));
    }

    private static IEnumerable<Statement> Vouch(ModelVersion version, RegistryWord word) => version.Files
        .Where(f => f.State == FileState.Stored)
        .Select(f => new Statement(
            Says.Genuine, f.Path, f.Sha256.Hex, new($"registry, approved by {word.Actor}", VoucherKind.Registry, VoucherStrength.Strong, Voucher.Sha256), SourcePrecedence.Registry));

    private static Finding Report(RegistryWord word)
    {
        List<Evidence> evidence =
        [
            new("manifest", word.Manifest.Hex),
            new("revoked", word.At.ToString("u", CultureInfo.InvariantCulture)),
            Evidence.Quoted("by", word.Actor),
        ];
        if (!word.Replacement.IsEmpty) evidence.Add(new("replacement", word.Replacement.Hex));
        var reason = word.Reason is null ? "no reason was given" : EvidenceText.Quote(word.Reason);
        return TrustRules.Revoked.Report($"The registry approved exactly this content once and has withdrawn that: {reason}.", new(""), evidence);
    }
}
