namespace Assay.Domain.Registry;

/// <summary>Where a version stands in the registry.</summary>
public enum ApprovalState
{
    /// <summary>Somebody asks for it; a second person has not confirmed it yet.</summary>
    Requested = 0,
    /// <summary>It may be deployed.</summary>
    Approved = 1,
    /// <summary>A later version is preferred; what runs may go on running.</summary>
    Superseded = 2,
    /// <summary>It must not be deployed.</summary>
    Revoked = 3,
    /// <summary>Its approval has ended by time.</summary>
    Expired = 4,
}
