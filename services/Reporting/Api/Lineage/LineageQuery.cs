using Assay.Contracts.Values;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Ledger;
using Assay.Storage.Lineage;
using Assay.Storage.Verdicts;

namespace Assay.Reporting.Api.Lineage;

/// <summary>Answers questions about content, for the API and the command line alike.</summary>
public sealed class LineageQuery(ITensorIndex index, FamilySearch search, IScanLedger ledger, IVerdictRepository verdicts)
{
    /// <summary>Files that are listed where nobody says how many.</summary>
    public const int DefaultHolders = 100;

    /// <summary>
    /// Relatives of what a text names: the SHA-256 of a file, the id of a scan or of a version, or a target as it was submitted; null where nothing of
    /// that name is known.
    /// </summary>
    public async Task<LineageView?> ReadAsync(string subject, CancellationToken cancellationToken)
    {
        if (Sha256Digest.TryParse(subject, out var digest)) return await OfFileAsync(digest, cancellationToken);
        if (await VersionAsync(subject, cancellationToken) is not { } version || await index.ModelAsync(version, cancellationToken) is not { } model) return null;
        return LineageView.Of(version.ToString(), model, await search.OfVersionAsync(version, cancellationToken));
    }

    /// <summary>Files that are these bytes or hold a tensor of them.</summary>
    public async Task<ContentHolders> WhoHasAsync(Sha256Digest digest, int max, CancellationToken cancellationToken)
    {
        var files = await index.WhoHasAsync(digest, max + 1, cancellationToken);
        var tensors = await index.WhoHoldsAsync(digest, max + 1, cancellationToken);
        return new(
            digest.Hex,
            [.. files.Take(max).Select(HolderView.Of)],
            [.. tensors.Take(max).Select(HolderView.Of)],
            files.Count > max || tensors.Count > max);
    }

    private async Task<LineageView?> OfFileAsync(Sha256Digest digest, CancellationToken cancellationToken)
    {
        var tree = await search.OfArtifactAsync(digest, cancellationToken);
        return tree.Own.Count == 0 ? null : LineageView.Of(digest.Hex, null, tree);
    }

    private async Task<Guid?> VersionAsync(string subject, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(subject, out var id)) return (await verdicts.ReadCurrentAsync(subject, cancellationToken))?.VersionId;
        if (await ledger.ReadAsync(id, cancellationToken) is { } scan) return scan.Scan.VersionId;
        return id;
    }
}
