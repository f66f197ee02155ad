using Assay.Contracts.Values;

namespace Assay.Domain.Advisories;

/// <summary>An advisory that concerns a version, by its strongest evidence.</summary>
/// <param name="Advisory">The revision in force.</param>
/// <param name="Class">The kind of evidence.</param>
/// <param name="Confidence">How sure it is that the version is what the advisory names.</param>
/// <param name="Target">The target that fits.</param>
/// <param name="Path">The file that fits; null where it is the version as a whole.</param>
public sealed record AdvisoryMatch(Advisory Advisory, MatchClass Class, Confidence Confidence, AdvisoryTarget Target, string? Path);
