namespace Assay.Domain.Registry;

/// <summary>What somebody does to a version in the registry.</summary>
public enum RegistryActKind
{
    /// <summary>Asks for an approval that a second person has to confirm.</summary>
    Request = 0,
    /// <summary>Approves, where one person is enough.</summary>
    Approve = 1,
    /// <summary>Confirms a request of somebody else.</summary>
    Confirm = 2,
    /// <summary>Names a version to be used instead from now on.</summary>
    Supersede = 3,
    /// <summary>Withdraws it.</summary>
    Revoke = 4,
}
