namespace Assay.Attestation.Oms.Signing;

/// <summary>A signature, or why there is none.</summary>
/// <param name="Bundle">The bytes of the signature's file; null: refused.</param>
/// <param name="Refusals">Empty where there is a signature.</param>
/// <param name="Files">Signed.</param>
/// <param name="Bytes">Of these together.</param>
/// <param name="Ignored">Files that were excluded, in ordinal order.</param>
public sealed record OmsSignature(byte[]? Bundle, IReadOnlyList<OmsReason> Refusals, int Files, long Bytes, IReadOnlyList<string> Ignored);
