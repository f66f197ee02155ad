using Assay.Contracts.Values;
using Assay.Domain.Advisories;
using Assay.Reporting.Api.Shapes;

namespace Assay.Reporting.Advisories;

/// <summary>A version that an advisory concerns.</summary>
/// <param name="Model">The version.</param>
/// <param name="Evidence">By what: the same content, the same tensors, or its own word for its base. Never mixed up.</param>
/// <param name="Confidence">How sure it is that the version is what the advisory names.</param>
/// <param name="Target">What of the advisory fits.</param>
/// <param name="Path">The file that fits; null where it is the version as a whole.</param>
/// <param name="Manifest">Of its content; null where it is not known.</param>
public sealed record AffectedView(ModelRef Model, MatchClass Evidence, Confidence Confidence, AdvisoryTarget Target, string? Path, Sha256Digest? Manifest)
{
    public static AffectedView Of(AffectedVersion version) => new(
        ModelRef.Of(version.Model), version.Class, version.Confidence, version.Target, version.Path, version.Manifest.IsEmpty ? null : version.Manifest);
}
