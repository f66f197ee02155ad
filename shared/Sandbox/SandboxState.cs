namespace Assay.Sandbox;

/// <summary>Whether and how this machine can run a sandbox.</summary>
/// <param name="Available">True: children run in it.</param>
/// <param name="Detail">The version where it is available; otherwise why not, and what to do: one line for a person.</param>
/// <param name="Bubblewrap">Full path; null where there is none.</param>
/// <param name="MountProc">True: the child gets a /proc of its own.</param>
/// <param name="NestedUsersOff">True: the child cannot make user namespaces of its own, which kernel exploits like to start from.</param>
public sealed record SandboxState(bool Available, string Detail, string? Bubblewrap, bool MountProc, bool NestedUsersOff)
{
    public static SandboxState Unavailable(string reason) => new(false, reason, null, false, false);
}
