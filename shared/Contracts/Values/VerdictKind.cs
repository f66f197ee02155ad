namespace Assay.Contracts.Values;

/// <summary>What a policy says of a model version, given the facts.</summary>
public enum VerdictKind
{
    /// <summary>Everything the policy asks for was looked at, and nothing speaks against deployment.</summary>
    Approved = 0,
    /// <summary>A person has to decide.</summary>
    Review = 1,
    /// <summary>Something the policy requires was not looked at: no statement about safety is made.</summary>
    Incomplete = 2,
    /// <summary>A fact speaks against deployment.</summary>
    Rejected = 3,
}
