namespace Assay.Attestation.Oms;

/// <summary>Why a model signature is refused, or was let pass only because the verifier asked for leniency.</summary>
/// <param name="Id">Stable, one of <see cref="OmsReasons"/>.</param>
/// <param name="Message">What failed, on which input, and what to do next where something can be done. Safe to print.</param>
public sealed record OmsReason(string Id, string Message);
