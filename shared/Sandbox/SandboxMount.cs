namespace Assay.Sandbox;

/// <summary>A file or folder that the child may read.</summary>
/// <param name="Source">Full path on this machine.</param>
/// <param name="Target">Full path that the child sees; without a sandbox there is no other view, and the mount does nothing.</param>
public sealed record SandboxMount(string Source, string Target)
{
    /// <summary>At the same place as outside.</summary>
    public static SandboxMount Same(string path) => new(path, path);
}
