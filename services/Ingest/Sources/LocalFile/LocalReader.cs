using Assay.Domain.Versions;
using Assay.Ingest.Fetching;
using Assay.Storage.Blobs;
using Assay.Storage.Files;
using Microsoft.Win32.SafeHandles;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>Brings one file into the store, and makes sure that what was hashed is one state of the file and not a mixture of two.</summary>
internal sealed class LocalReader(IBlobStore blobs, OutlineStore outlines, StampMemory memory, TimeProvider clock)
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    /// <param name="entry">The file.</param>
    /// <param name="inOutline">True: only the ranges that tell what it is and does.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<VersionFile> ReadAsync(LocalEntry entry, bool inOutline, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await TryReadAsync(entry, inOutline, cancellationToken) is { } file) return file;
            if (attempt == MaxAttempts) return entry.File with { State = FileState.Unreadable, Note = "kept changing while it was read" };
            await Task.Delay(_pause, clock, cancellationToken);
        }
    }

    /// <summary>Null: the file changed while it was read.</summary>
    private async Task<VersionFile?> TryReadAsync(LocalEntry entry, bool inOutline, CancellationToken cancellationToken)
    {
        using var file = LinuxFile.TryOpenRead(entry.FullPath, out var error);
        if (file is null)
        {
            return error == LinuxFile.TooManyLinks
                ? entry.File with { State = FileState.Refused, Note = "became a symbolic link while the model was scanned: not followed" }
                : Unreadable(entry, LinuxFile.Describe(error));
        }
        if (!LinuxFile.TryStatus(file, out var before, out error)) return Unreadable(entry, LinuxFile.Describe(error));
        if (before.Kind != FileKind.Regular)
            return entry.File with { State = FileState.Refused, Note = "was replaced by something that is not a file: not read" };
        // Another inode than the walk saw may lie outside the model, behind a directory that was swapped for a link.
        if (!before.IsSameFile(entry.Status)) return Unreadable(entry, "was replaced while the model was scanned; scan it again");

        var began = memory.Now;
        try
        {
            if (inOutline)
            {
                var outlined = await outlines.PutAsync(entry.File, new LocalRanges(file, before.Size), cancellationToken);
                return IsUnchanged(entry.FullPath, file, before) ? outlined : null;
            }
            using var content = new RegularFileStream(file, before.Size);
            var receipt = await blobs.PutAsync(content, new(before.Size), cancellationToken);
            if (!IsUnchanged(entry.FullPath, file, before)) return null;
            memory.Remember(entry.FullPath, before, began, receipt);
            return entry.File with { State = FileState.Stored, Size = receipt.Length, Sha256 = receipt.Sha256, GitBlob = receipt.GitBlob };
        }
        catch (BlobMismatchException)
        {
            return null;
        }
        catch (FileUnreadableException e)
        {
            return Unreadable(entry, e.Message);
        }
    }

    /// <summary>Neither the open file nor what the name leads to has changed.</summary>
    private static bool IsUnchanged(string path, SafeFileHandle file, FileStatus before) =>
        LinuxFile.TryStatus(file, out var after, out _) && after == before && LinuxFile.TryStatus(path, out var named, out _) && named == before;

    private static VersionFile Unreadable(LocalEntry entry, string reason) =>
        entry.File with { State = FileState.Unreadable, Note = $"cannot be read: {reason}" };
}
