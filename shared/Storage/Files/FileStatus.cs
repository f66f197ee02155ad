namespace Assay.Storage.Files;

/// <summary>
/// What the file system says of a file. Two equal values at different times mean that nobody wrote to it in between, up to the clock's
/// grain.
/// </summary>
/// <param name="Kind">Of the entry itself; a link is not followed.</param>
/// <param name="DeviceMajor">Device.</param>
/// <param name="DeviceMinor">Device.</param>
/// <param name="Inode">Unique on its device while the file exists.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedNs">Content changed, in nanoseconds since 1970; a program can set it.</param>
/// <param name="ChangedNs">Inode changed, in nanoseconds since 1970; only the kernel sets it.</param>
public readonly record struct FileStatus(
    FileKind Kind, uint DeviceMajor, uint DeviceMinor, ulong Inode, long Size, long ModifiedNs, long ChangedNs)
{
    /// <summary>Everything in one text, for comparing across processes.</summary>
    public string Identity => string.Create(null, $"{DeviceMajor}:{DeviceMinor}:{Inode}:{Size}:{ModifiedNs}:{ChangedNs}");

    /// <summary>True where both are the same inode, whatever has happened to it.</summary>
    public bool IsSameFile(FileStatus other) => Inode == other.Inode && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;

    /// <summary>
    /// True where both times lie so far before <paramref name="now"/> that a write after it must have moved them: a file written within the same
    /// grain of the clock looks unchanged. Git calls such an entry racily clean.
    /// </summary>
    public bool IsSettled(DateTimeOffset now, TimeSpan margin)
    {
        var limit = (now - margin).ToUnixTimeMilliseconds() * 1_000_000;
        return ModifiedNs <= limit && ChangedNs <= limit;
    }
}
