namespace Assay.Tests.EndToEnd.Running;

/// <summary>A file that takes long to read and little to keep.</summary>
internal static class LongScans
{
    /// <summary>More than any machine reads, hashes and stores before a test can interrupt it.</summary>
    private const long Length = 16L << 30;

    /// <summary>Enough to know that the reading is under way.</summary>
    private const long Begun = 8 << 20;

    /// <summary>Writes the sparse file; its full path.</summary>
    public static string Write(WorkFolder work, string name)
    {
        using var file = File.Create(work[name]);
        file.SetLength(Length);
        return work[name];
    }

    /// <summary>Waits until its bytes arrive in the store.</summary>
    public static Task HasBegunAsync(WorkFolder work) => Until.TrueAsync(() => Incoming(work) > Begun, "the file was read");

    /// <summary>Bytes of unfinished files in the store.</summary>
    public static long Incoming(WorkFolder work)
    {
        var folder = new DirectoryInfo(Path.Combine(work.Data, "blobs", "incoming"));
        return folder.Exists ? folder.EnumerateFiles().Sum(file => file.Length) : 0;
    }
}
