namespace Assay.Attestation.Deployment;

/// <summary>Why a deployment is refused.</summary>
/// <param name="Id">One of <see cref="DeploymentReasons"/> or of <see cref="Registry.ApprovalReasons"/>.</param>
/// <param name="Message">What is wrong, with what.</param>
/// <param name="Remedy">What to do.</param>
public sealed record DeploymentRefusal(string Id, string Message, string Remedy);
