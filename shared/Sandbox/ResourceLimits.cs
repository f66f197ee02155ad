using System.Globalization;

namespace Assay.Sandbox;

/// <summary>
/// The limits that the kernel holds, set by the system's <c>prlimit</c> in front of the command. Address space is not among them: .NET reserves hundreds
/// of gigabytes that it never uses. Writable private memory is, so that one huge allocation fails at once instead of filling the machine first.
/// </summary>
internal static class ResourceLimits
{
    /// <summary>What a process needs besides what it works on: stacks, code, the runtime's own heaps.</summary>
    private const long DataSlack = 1L << 30;

    private static readonly string[] Places = ["/usr/bin/prlimit", "/bin/prlimit"];

    /// <summary>Full path of <c>prlimit</c>; null where the system has none.</summary>
    public static string? Find() => Places.FirstOrDefault(File.Exists);

    public static IReadOnlyList<string> Arguments(SandboxLimits limits) =>
    [
        // The soft limit ends the process with SIGXCPU, which tells a person more than the hard limit's SIGKILL.
        string.Create(CultureInfo.InvariantCulture, $"--cpu={Seconds(limits.CpuTime)}:{Seconds(limits.CpuTime) + 5}"),
        string.Create(CultureInfo.InvariantCulture, $"--fsize={limits.FileBytes}"),
        string.Create(CultureInfo.InvariantCulture, $"--nofile={limits.OpenFiles}"),
        string.Create(CultureInfo.InvariantCulture, $"--data={limits.MemoryBytes + DataSlack}"),
        "--core=0",
        "--",
    ];

    private static long Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));
}
