using Assay.Contracts.Values;
using Assay.Domain.Lineage;

namespace Assay.Domain.Advisories;

/// <summary>A version in the store that an advisory concerns.</summary>
/// <param name="Model">The version.</param>
/// <param name="Class">The kind of evidence.</param>
/// <param name="Confidence">See <see cref="AdvisoryMatch"/>.</param>
/// <param name="Target">The target that fits.</param>
/// <param name="Path">The file that fits; null where it is the version as a whole.</param>
/// <param name="Manifest">Of its content; empty where it is not known.</param>
public sealed record AffectedVersion(KnownModel Model, MatchClass Class, Confidence Confidence, AdvisoryTarget Target, string? Path, Sha256Digest Manifest);
