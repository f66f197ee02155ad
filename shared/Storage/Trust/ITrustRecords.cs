using Assay.Contracts.Values;
using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.Storage.Trust;

/// <summary>What is stored of trust: lists, the registry, advisories, the history of names. Never cached, so that a scan after a change sees it.</summary>
public interface ITrustRecords
{
    /// <summary>One value for all lists in effect, the whole registry and all advisories; empty where there is none of these. A few short statements.</summary>
    Task<Sha256Digest> StateAsync(CancellationToken cancellationToken);

    /// <summary>The state, and what of it bears on a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="target">What the scan's user typed, which may have been redirected.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<TrustSnapshot> ReadAsync(ModelVersion version, string target, CancellationToken cancellationToken);
}
