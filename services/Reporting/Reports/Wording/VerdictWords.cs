using Assay.Contracts.Values;

namespace Assay.Reporting.Reports.Wording;

/// <summary>What a verdict means, for somebody who reads one for the first time.</summary>
internal static class VerdictWords
{
    public static string Name(VerdictKind verdict) => verdict.ToString().ToUpperInvariant();

    public static string Meaning(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Approved =>
            "Everything the policy asks for was looked at, and nothing that it forbids was seen. The coverage says what that was.",
        VerdictKind.Review => "Something was seen that a person has to judge before this model is deployed.",
        VerdictKind.Incomplete => "No statement about safety: something that the policy requires was not looked at.",
        VerdictKind.Rejected => "Do not load or deploy this model: what was seen speaks against it.",
        _ => "",
    };
}
