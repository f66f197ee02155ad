using Assay.Attestation.Oms.Statements;

namespace Assay.Attestation.Oms;

/// <summary>What came of a verification.</summary>
/// <param name="Refusals">Empty: the signature is valid and, where the model was looked at, the model is what was signed.</param>
/// <param name="LetPass">What would refuse it without leniency.</param>
/// <param name="Notes">What whoever relies on it should know; sentences.</param>
/// <param name="Signer">Who signed, for a person; null where no signature was verified.</param>
/// <param name="Statement">What was signed; null where it could not be read or is not to be relied on.</param>
/// <param name="Coverage">Which files the signature covers; null where the model was not looked at.</param>
public sealed record OmsVerification(
    IReadOnlyList<OmsReason> Refusals,
    IReadOnlyList<OmsReason> LetPass,
    IReadOnlyList<string> Notes,
    string? Signer,
    OmsStatement? Statement,
    OmsCoverage? Coverage)
{
    /// <summary>True: nothing refuses it.</summary>
    public bool IsValid => Refusals.Count == 0;
}
