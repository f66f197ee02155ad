namespace Assay.Attestation.Oms.Trust;

/// <summary>Who signed, or why it is not known.</summary>
/// <param name="Signer">For a person; null: refused.</param>
/// <param name="Refusals">Empty where there is a signer.</param>
/// <param name="Notes">Sentences for a person.</param>
public sealed record SignerVerdict(string? Signer, IReadOnlyList<OmsReason> Refusals, IReadOnlyList<string> Notes);
