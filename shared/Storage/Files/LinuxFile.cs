using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Assay.Storage.Files;

/// <summary>Opens and inspects files the way hostile directories need: without following links, without waiting, without creating.</summary>
public static class LinuxFile
{
    /// <summary>Errno of a missing file.</summary>
    public const int NotFound = 2;

    /// <summary>Errno of a path whose last element is a link that may not be followed.</summary>
    public const int TooManyLinks = 40;

    private static readonly byte[] _empty = [0];

    /// <summary>The status of a path, its last element not followed. False: <paramref name="error"/> is the errno.</summary>
    public static bool TryStatus(string path, out FileStatus status, out int error)
    {
        var failed = LinuxCalls.Status(LinuxCalls.CurrentDirectory, Bytes(path), LinuxCalls.NoFollow, LinuxCalls.BasicStats, out var buffer) != 0;
        return Read(failed, in buffer, out status, out error);
    }

    /// <summary>The status of an open file. False: <paramref name="error"/> is the errno.</summary>
    public static bool TryStatus(SafeFileHandle file, out FileStatus status, out int error)
    {
        var failed = LinuxCalls.Status(file, _empty, LinuxCalls.EmptyPath, LinuxCalls.BasicStats, out var buffer) != 0;
        return Read(failed, in buffer, out status, out error);
    }

    /// <summary>
    /// Opens for reading: a link as last element is refused, and a pipe without a writer does not block. The caller still has to check by
    /// <see cref="TryStatus(SafeFileHandle, out FileStatus, out int)"/> that it got what it expected. Null: <paramref name="error"/> is the errno.
    /// </summary>
    public static SafeFileHandle? TryOpenRead(string path, out int error) =>
        TryOpen(path, OpenFlags.Read | OpenFlags.NoFollow | OpenFlags.NonBlocking, 0, out error);

    /// <summary>
    /// Creates a file that must not exist, for its owner only, past the page cache where <paramref name="direct"/>. Null: the errno.
    /// </summary>
    internal static SafeFileHandle? TryCreate(string path, bool direct, out int error) =>
        TryOpen(path, OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive | (direct ? OpenFlags.Direct : 0), 0b110_000_000, out error);

    /// <summary>Opens an existing file for writing through the page cache. Null: the errno.</summary>
    internal static SafeFileHandle? TryOpenWrite(string path, out int error) => TryOpen(path, OpenFlags.Write | OpenFlags.NoFollow, 0, out error);

    /// <summary>
    /// Makes renames in a directory durable. Where that is not possible (a file system without it), nothing is lost but the guarantee.
    /// </summary>
    internal static void SyncDirectory(string path)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var directory = TryOpen(path, OpenFlags.Read | OpenFlags.Directory, 0, out _);
        if (directory is not null) _ = LinuxCalls.Sync(directory);
    }

    /// <summary>A line for a person about an errno.</summary>
    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);

    private static SafeFileHandle? TryOpen(string path, int flags, int mode, out int error)
    {
        var descriptor = LinuxCalls.Open(Bytes(path), flags | OpenFlags.CloseOnExec, mode);
        error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static bool Read(bool failed, in LinuxCalls.StatusBuffer buffer, out FileStatus status, out int error)
    {
        error = failed ? Marshal.GetLastPInvokeError() : 0;
        status = failed ? default : new FileStatus(
            Kind(buffer.Mode), buffer.DeviceMajor, buffer.DeviceMinor, buffer.Inode, (long)buffer.Size,
            buffer.ModifiedSeconds * 1_000_000_000 + buffer.ModifiedNanoseconds, buffer.ChangedSeconds * 1_000_000_000 + buffer.ChangedNanoseconds);
        return !failed;
    }

    private static FileKind Kind(ushort mode) => (mode & 0xf000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Directory,
        0xa000 => FileKind.SymbolicLink,
        0x1000 => FileKind.Pipe,
        0xc000 => FileKind.Socket,
        0x2000 or 0x6000 => FileKind.Device,
        _ => FileKind.Other,
    };

    private static byte[] Bytes(string path)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        Encoding.UTF8.GetBytes(path, bytes);
        return bytes;
    }
}
