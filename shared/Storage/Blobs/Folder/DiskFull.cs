namespace Assay.Storage.Blobs.Folder;

/// <summary>Tells a full disk from other I/O errors.</summary>
internal static class DiskFull
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool Caused(IOException exception) => exception.HResult is NoSpace or QuotaExceeded or WindowsDiskFull;

    /// <summary>The exception to throw instead, with what an operator needs to know.</summary>
    public static StorageFullException Explain(string folder, IOException cause)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return new(
            $"No space is left for blobs in {folder} ({free:N0} bytes are free). Free some space or set Blobs:Path to a larger volume, then retry.",
            cause);
    }
}
