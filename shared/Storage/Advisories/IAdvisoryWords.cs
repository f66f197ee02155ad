using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Domain.Versions;

namespace Assay.Storage.Advisories;

/// <summary>What advisories say of a version that is scanned.</summary>
public interface IAdvisoryWords
{
    /// <summary>See <see cref="IAdvisories.StateAsync"/>.</summary>
    Task<Sha256Digest> StateAsync(CancellationToken cancellationToken);

    /// <summary>Advisories that concern a version that is stored, in the order of their ids.</summary>
    Task<IReadOnlyList<AdvisoryMatch>> ReadAsync(ModelVersion version, CancellationToken cancellationToken);
}
