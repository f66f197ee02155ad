namespace Assay.Storage.Versions;

/// <summary>
/// Remembers which bytes a local file had when it was last hashed, keyed by what the file system says of it, so that an unchanged file is not
/// read again. The caller decides which stamps may be trusted.
/// </summary>
public interface IFileStamps
{
    /// <summary>Known entries among the paths. One round trip for up to 1,000 paths.</summary>
    Task<IReadOnlyDictionary<string, FileStamp>> ReadAsync(IReadOnlyCollection<string> fullPaths, CancellationToken cancellationToken);

    /// <summary>Adds or replaces entries.</summary>
    Task WriteAsync(IReadOnlyDictionary<string, FileStamp> stamps, CancellationToken cancellationToken);
}
