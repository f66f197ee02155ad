namespace Assay.Attestation.Predicates;

/// <summary>The predicates that are made of a scan.</summary>
public static class PredicateTypes
{
    /// <summary>What one analyser found.</summary>
    public const string Vulns = "https://in-toto.io/attestation/vulns/v0.2";

    /// <summary>What one suite of probes found.</summary>
    public const string TestResult = "https://in-toto.io/attestation/test-result/v0.1";

    /// <summary>The verdict.</summary>
    public const string VerificationSummary = "https://slsa.dev/verification_summary/v1";
}
