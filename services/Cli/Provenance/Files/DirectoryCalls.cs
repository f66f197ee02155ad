using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Assay.Cli.Provenance.Files;

/// <summary>Opens what lies directly in an open directory, so that no other process can put a link in the way. Linux alone.</summary>
internal static class DirectoryCalls
{
    private const int CurrentDirectory = -100;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;

    // These two differ between processors.
    private static readonly int _directory = IsArm ? 0x4000 : 0x10000;
    private static readonly int _noFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary>Opens a directory by its path, whose links are followed: whoever verifies named it.</summary>
    public static SafeFileHandle? OpenRoot(string path, out int error) =>
        Result(OpenAt(CurrentDirectory, Bytes(path), _directory | CloseOnExec, 0), out error);

    /// <summary>A handle that allows asking what a name stands for, and nothing else.</summary>
    public static SafeFileHandle? Look(SafeFileHandle directory, string name, out int error) =>
        Result(OpenAt(directory, Bytes(name), PathOnly | _noFollow | CloseOnExec, 0), out error);

    public static SafeFileHandle? OpenDirectory(SafeFileHandle directory, string name, out int error) =>
        Result(OpenAt(directory, Bytes(name), _directory | _noFollow | CloseOnExec, 0), out error);

    public static SafeFileHandle? OpenFile(SafeFileHandle directory, string name, out int error) =>
        Result(OpenAt(directory, Bytes(name), _noFollow | NonBlocking | CloseOnExec, 0), out error);

    /// <summary>Follows links, wherever they lead.</summary>
    public static SafeFileHandle? OpenFollowing(SafeFileHandle directory, string name, out int error) =>
        Result(OpenAt(directory, Bytes(name), NonBlocking | CloseOnExec, 0), out error);

    /// <summary>Where the kernel shows an open handle.</summary>
    public static string PathOf(SafeFileHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    private static SafeFileHandle? Result(int descriptor, out int error)
    {
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new(descriptor, ownsHandle: true);
    }

    private static byte[] Bytes(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAt(int directory, byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static extern int OpenAt(SafeFileHandle directory, byte[] path, int flags, int mode);
}
