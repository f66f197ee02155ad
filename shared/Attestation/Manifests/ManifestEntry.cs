using Assay.Contracts.Values;

namespace Assay.Attestation.Manifests;

/// <summary>One file of a model: name, size and digest, which a <see cref="ModelManifest"/> binds together.</summary>
/// <param name="Path">Relative to the model's root, forward slashes, no <c>.</c> or <c>..</c> segment.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of the bytes.</param>
public sealed record ManifestEntry(string Path, long Size, Sha256Digest Sha256);
