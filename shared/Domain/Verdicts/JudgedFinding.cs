using Assay.Contracts.Findings;
using Assay.Domain.Facts;

namespace Assay.Domain.Verdicts;

/// <summary>A finding with how much the word of its analyser counts.</summary>
public sealed record JudgedFinding(Finding Finding, Maturity Maturity)
{
    /// <summary>Only a fact of an enforcing analyser can reject.</summary>
    public bool CanReject => Finding.IsFact && Maturity == Maturity.Enforcing;
}
