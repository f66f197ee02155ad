using System.Collections.Concurrent;
using Assay.Contracts.Values;
using Assay.Domain.Versions;
using Assay.Ingest.Sources;

namespace Assay.Ingest;

/// <summary>
/// Tells which local targets can be named by a listing digest without reading a byte, because the file system says that nothing has changed since
/// their files were hashed.
/// </summary>
public sealed class UnchangedTargets(SourceCatalog sources)
{
    private const string LocalKind = "file";

    /// <summary>Listing digests by target; targets that are not local, or of which anything has to be read, are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Sha256Digest>> FindAsync(IEnumerable<string> targets, Depth depth, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, Sha256Digest>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(targets.Distinct(StringComparer.Ordinal), cancellationToken, async (target, token) =>
        {
            if (sources.Find(target) is not { Kind: LocalKind } source) return;
            var answer = await source.ResolveAsync(new(target, depth, Offline: true, Refresh: false), token);
            if (!answer.IsSuccess || answer.Value.Listing.Files.Any(SourceListing.IsToFetch)) return;
            found[target] = VersionListing.Digest(answer.Value.Listing.Files);
        });
        return found;
    }
}
