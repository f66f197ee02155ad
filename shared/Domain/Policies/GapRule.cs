namespace Assay.Domain.Policies;

/// <summary>What a gap in the coverage means for the verdict.</summary>
public enum GapRule
{
    Approve = 0,
    Review = 1,
    Incomplete = 2,
}
