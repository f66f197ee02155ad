using Assay.Contracts.Values;

namespace Assay.Attestation.Deployment;

/// <summary>Something in the folder that is to be deployed.</summary>
/// <param name="Path">Relative to the model's root, forward slashes.</param>
/// <param name="Size">Bytes that were read.</param>
/// <param name="Sha256">Of them; empty where there are none to rely on.</param>
/// <param name="Problem">Why there are none, such as <c>a link</c>; null where there are.</param>
/// <param name="IsLink">True: it is a link, whose target can change without the folder changing.</param>
public sealed record DeployedFile(string Path, long Size, Sha256Digest Sha256, string? Problem = null, bool IsLink = false);
