namespace Assay.Domain.Advisories;

/// <summary>What its issuer says of the things that an advisory names; the words of VEX.</summary>
public enum AdvisoryStatus
{
    /// <summary>They have the flaw.</summary>
    Affected = 0,
    /// <summary>Nobody knows yet.</summary>
    UnderInvestigation = 1,
    /// <summary>They have the flaw, and there is something to use instead.</summary>
    Fixed = 2,
    /// <summary>Somebody said that they have it, and they do not.</summary>
    NotAffected = 3,
}
