namespace Assay.Contracts.Findings;

/// <summary>One piece of what was seen.</summary>
/// <param name="Label">What it is, e.g. <c>import</c>, <c>expected sha256</c>.</param>
/// <param name="Value">The value, already quoted where it comes from untrusted bytes.</param>
public sealed record Evidence(string Label, string Value)
{
    /// <summary>Evidence whose value comes from untrusted bytes.</summary>
    public static Evidence Quoted(string label, string? untrusted) => new(label, EvidenceText.Quote(untrusted));
}
