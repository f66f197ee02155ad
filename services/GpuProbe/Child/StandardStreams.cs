using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assay.GpuProbe.Child;

/// <summary>
/// The pipes to the worker. Native code, drivers above all, likes to print to standard output, which would break the protocol: the pipe moves to
/// another descriptor and standard output becomes standard error.
/// </summary>
internal static class StandardStreams
{
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>Call once, before anything native is loaded.</summary>
    public static (Stream Input, Stream Output) Take()
    {
        var input = Console.OpenStandardInput();
        if (OperatingSystem.IsWindows()) return (input, Console.OpenStandardOutput());
        var copy = Duplicate(Output);
        if (copy < 0 || DuplicateTo(Error, Output) < 0) throw new IOException("Standard output cannot be moved aside.");
        return (input, new FileStream(new SafeFileHandle(copy, ownsHandle: true), FileAccess.Write, bufferSize: 0));
    }

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int DuplicateTo(int descriptor, int target);
}
