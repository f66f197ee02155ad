using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Registry;
using Assay.Storage.Registry;

namespace Assay.Reporting.Advisories;

/// <summary>Finds the versions of the registry that an advisory concerns, and revokes those of which it is certain.</summary>
public sealed class ConcernedApprovals(IVersionRegistry registry)
{
    private const int PageSize = 100;

    /// <summary>Approved, requested and superseded versions, and those that were revoked for this advisory.</summary>
    public async Task<IReadOnlyList<ConcernedApproval>> FindAsync(Advisory advisory, IEnumerable<AffectedVersion> affected, CancellationToken cancellationToken) =>
        [.. (await EntriesAsync(advisory, affected, cancellationToken)).Select(e => View(e.Entry, e.Class))];

    /// <summary>
    /// Revokes what is approved and is exactly what the advisory names. Evidence of another class, an advisory that is still looked into and a withdrawn one
    /// revoke nothing.
    /// </summary>
    public async Task RevokeAsync(Advisory advisory, IEnumerable<AffectedVersion> affected, CancellationToken cancellationToken)
    {
        if (advisory.IsWithdrawn || advisory.Status is not (AdvisoryStatus.Affected or AdvisoryStatus.Fixed)) return;
        var certain = affected.Where(a => a is { Class: MatchClass.Exact, Confidence: Confidence.High });
        var manifests = (await EntriesAsync(advisory, certain, cancellationToken))
            .Where(e => e.Entry.State is ApprovalState.Approved or ApprovalState.Superseded).Select(e => e.Entry.Manifest).Distinct().ToList();
        foreach (var manifest in manifests)
        {
            var intent = new RegistryIntent(RegistryActKind.Revoke, new($"advisory:{advisory.Id}", advisory.Issuer), default)
            {
                Reason = Reason(advisory) + advisory.Title,
                Replacement = advisory.Replacement?.Digest ?? default,
            };
            var outcome = await registry.ActAsync(new(manifest, null), intent, cancellationToken);
            // A replacement has to be approved itself; where it is not yet, the revocation cannot wait for it.
            if (outcome.Refusal is not null && !intent.Replacement.IsEmpty) await registry.ActAsync(new(manifest, null), intent with { Replacement = default }, cancellationToken);
        }
    }

    private static string Reason(Advisory advisory) => $"{advisory.Id}: ";

    private async Task<List<(RegistryEntry Entry, MatchClass Class)>> EntriesAsync(
        Advisory advisory, IEnumerable<AffectedVersion> affected, CancellationToken cancellationToken)
    {
        // Content may be in the registry without ever having been scanned here.
        var named = advisory.Affected.Where(t => t.Kind == TargetKind.Manifest).Select(t => (Selector: new RegistrySelector(t.Digest, null), Class: MatchClass.Exact))
            .Concat(advisory.Affected.Where(t => t is { Kind: TargetKind.Package, Scope.Revision: not null })
                .Select(t => (Selector: new RegistrySelector(default, t.Value), Class: MatchClass.Exact)));
        var scanned = affected.Where(a => !a.Manifest.IsEmpty).Select(a => (Selector: new RegistrySelector(a.Manifest, null), a.Class));
        var found = new Dictionary<Guid, (RegistryEntry Entry, MatchClass Class)>();
        foreach (var (selector, match) in named.Concat(scanned).Distinct().OrderBy(s => s.Class))
        {
            var page = await registry.ListAsync(new() { Selector = selector, PageSize = PageSize }, cancellationToken);
            foreach (var entry in page.Entries.Where(e => e.State != ApprovalState.Revoked || e.Standing.Reason?.StartsWith(Reason(advisory), StringComparison.Ordinal) == true))
                found.TryAdd(entry.Id, (entry, match));
        }
        return [.. found.Values];
    }

    private static ConcernedApproval View(RegistryEntry entry, MatchClass match) => new(entry.Manifest, entry.Name, entry.Purl, entry.State, match);
}
