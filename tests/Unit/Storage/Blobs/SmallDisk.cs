using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Assay.Tests.Unit.Storage.Blobs;

/// <summary>A file system of 4 MiB in memory, where the rights for it are there.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static bool TryMount(string folder, [NotNullWhen(true)] out SmallDisk? disk)
    {
        var path = Directory.CreateDirectory(System.IO.Path.Combine(folder, "disk")).FullName;
        disk = Run("mount", "-t", "tmpfs", "-o", "size=4m", "none", path) ? new SmallDisk(path) : null;
        return disk is not null;
    }

    public void Dispose() => Run("umount", Path);

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
