using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assay.Storage.Files;

/// <summary>
/// The calls of Linux that .NET has no method for. Paths are UTF-8 and end with a zero byte; -1 means failure, with errno as the last
/// error.
/// </summary>
internal static class LinuxCalls
{
    public const int CurrentDirectory = -100;
    public const int NoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStats = 0x7ff;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    public static extern int Open(byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static extern int Sync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static extern int Status(int directory, byte[] path, int flags, uint mask, out StatusBuffer buffer);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static extern int Status(SafeFileHandle file, byte[] path, int flags, uint mask, out StatusBuffer buffer);

    /// <summary><c>struct statx</c>, the members that are used.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct StatusBuffer
    {
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(96)] public long ChangedSeconds;
        [FieldOffset(104)] public uint ChangedNanoseconds;
        [FieldOffset(112)] public long ModifiedSeconds;
        [FieldOffset(120)] public uint ModifiedNanoseconds;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }
}
