using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.Domain.Advisories;

/// <summary>What is known of a version that an advisory may name.</summary>
/// <param name="Version">The version with its files.</param>
/// <param name="Manifest">Of its content; empty where not every file was read whole.</param>
/// <param name="Bases">Names of the models from which it says that it was made.</param>
/// <param name="Tensors">Its tensors that are those of targets.</param>
public sealed record AdvisorySubject(ModelVersion Version, Sha256Digest Manifest, IReadOnlyCollection<string> Bases, IReadOnlyCollection<HeldTensors> Tensors);
