using Assay.Contracts.Values;

namespace Assay.Domain.Trust;

/// <summary>The state of all trust at one moment, and what of it bears on one version.</summary>
/// <param name="State">One value for all lists and the whole registry: it changes with any of them.</param>
/// <param name="Records">Read after <paramref name="State"/>, so that a change in between shows as another state later.</param>
public sealed record TrustSnapshot(Sha256Digest State, TrustRecords Records)
{
    /// <summary>Nobody says anything.</summary>
    public static TrustSnapshot Nothing { get; } = new(default, TrustRecords.None);
}
