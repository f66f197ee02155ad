namespace Assay.Reporting.Advisories;

/// <summary>What becomes of approvals that an advisory concerns.</summary>
public enum ApprovalReaction
{
    /// <summary>People are told and decide.</summary>
    Flag = 0,
    /// <summary>They are revoked at once.</summary>
    Revoke = 1,
}
