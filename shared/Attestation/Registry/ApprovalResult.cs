namespace Assay.Attestation.Registry;

/// <summary>Whether an approval counts.</summary>
/// <param name="Refusals">Empty: it counts.</param>
/// <param name="Act">What was signed; null where no key of the registry signed it.</param>
/// <param name="LogIndex">Of its entry in the log, where the receipt proves one.</param>
/// <param name="Notes">What is worth knowing and refuses nothing, such as that there is a newer version.</param>
public sealed record ApprovalResult(IReadOnlyList<ApprovalRefusal> Refusals, RegistryAct? Act, long? LogIndex, IReadOnlyList<string> Notes)
{
    /// <summary>The content may be deployed as far as the registry is asked.</summary>
    public bool IsValid => Refusals.Count == 0;
}
