namespace Assay.Attestation.Oms.Statements;

/// <summary>The predicate types of model signatures.</summary>
public static class OmsPredicates
{
    /// <summary>Of the specification and all releases since 0.3.</summary>
    public const string V10 = "https://model_signing/signature/v1.0";

    /// <summary>Of release 0.2.</summary>
    public const string V02 = "https://model_signing/Digests/v0.1";
}
