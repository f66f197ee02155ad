using Assay.Domain.Trust;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Sources;

/// <summary>What a source is asked.</summary>
/// <param name="Version">The version, with what was found and declared of each file.</param>
/// <param name="Records">What is stored of trust and bears on it.</param>
/// <param name="Files">The version's small files.</param>
public sealed record SourceQuestion(ModelVersion Version, TrustRecords Records, IModelFiles Files);
