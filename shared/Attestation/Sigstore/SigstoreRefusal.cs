namespace Assay.Attestation.Sigstore;

/// <summary>Why a bundle is not accepted.</summary>
/// <param name="Id">Stable, one of <see cref="SigstoreReasons"/>.</param>
/// <param name="Message">A sentence: what failed, on what, and what to do next where something can be done.</param>
public sealed record SigstoreRefusal(string Id, string Message);
