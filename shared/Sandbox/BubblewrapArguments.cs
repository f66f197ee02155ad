using System.Globalization;

namespace Assay.Sandbox;

/// <summary>
/// The command line for bubblewrap: no network, own process, user, IPC and host name spaces, no capabilities, nothing to write but a small /tmp, and
/// to read only the system's programs and libraries and what the command names.
/// </summary>
public static class BubblewrapArguments
{
    /// <summary>User and group id of nobody.</summary>
    private const string Nobody = "65534";

    private const long SharedMemoryBytes = 16 << 20;

    private static readonly string[] System = ["/usr", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives"];

    /// <summary>All arguments up to and including <c>--</c>, the command and its arguments.</summary>
    public static IReadOnlyList<string> Build(SandboxState state, SandboxOptions options, SandboxCommand command)
    {
        List<string> arguments = ["--unshare-all", "--unshare-user"];
        if (state.NestedUsersOff) arguments.Add("--disable-userns");
        arguments.AddRange(["--die-with-parent", "--new-session", "--uid", Nobody, "--gid", Nobody, "--hostname", "sandbox", "--cap-drop", "ALL"]);
        foreach (var path in System) arguments.AddRange(["--ro-bind-try", path, path]);
        arguments.AddRange(["--dev", "/dev", .. Tmpfs("/dev/shm", SharedMemoryBytes)]);
        foreach (var device in Devices(options)) arguments.AddRange(["--dev-bind-try", device, device]);
        arguments.AddRange(["--remount-ro", "/dev"]);
        arguments.AddRange(state.MountProc ? ["--proc", "/proc"] : ["--ro-bind", "/proc", "/proc"]);
        arguments.AddRange(Tmpfs("/tmp", command.Limits.TemporaryBytes));
        foreach (var path in options.ReadOnlyPaths) arguments.AddRange(["--ro-bind-try", path, path]);
        foreach (var mount in command.Mounts) arguments.AddRange(["--ro-bind", mount.Source, mount.Target]);
        foreach (var path in command.Masked) arguments.AddRange(["--ro-bind", "/dev/null", path]);
        arguments.AddRange(["--chdir", "/tmp", "--remount-ro", "/", "--clearenv"]);
        foreach (var (name, value) in ChildEnvironment.For(command, "/tmp")) arguments.AddRange(["--setenv", name, value]);
        return [.. arguments, "--", command.FileName, .. command.Arguments];
    }

    private static string[] Tmpfs(string path, long bytes) => ["--size", bytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", path];

    private static IEnumerable<string> Devices(SandboxOptions options)
    {
        foreach (var name in options.Devices)
        {
            if (!name.EndsWith('*')) yield return name;
            else if (Path.GetDirectoryName(name) is { } folder && Directory.Exists(folder))
            {
                foreach (var entry in Directory.EnumerateFileSystemEntries(folder, Path.GetFileName(name)).Order(StringComparer.Ordinal)) yield return entry;
            }
        }
    }
}
