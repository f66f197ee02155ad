using Assay.Contracts.Values;
using Assay.Storage.Files;

namespace Assay.Storage.Blobs.Folder;

/// <summary>Where things lie below the root. Names are made of digests and random numbers only.</summary>
internal sealed class BlobFolder
{
    public BlobFolder(string root)
    {
        Root = Path.GetFullPath(root);
        Blobs = Path.Combine(Root, "blobs");
        Incoming = Path.Combine(Root, "incoming");
        Quarantine = Path.Combine(Root, "quarantine");
        Directory.CreateDirectory(Blobs);
        Directory.CreateDirectory(Incoming);
    }

    public string Root { get; }

    public string Blobs { get; }

    /// <summary>Files that are being written. On the same file system as the blobs, since a rename has to be atomic.</summary>
    public string Incoming { get; }

    public string Quarantine { get; }

    public string PathOf(Sha256Digest digest)
    {
        if (digest.IsEmpty) throw new ArgumentException("A blob's key is a digest.", nameof(digest));
        var hex = digest.Hex;
        return string.Concat(Blobs, $"/{hex.AsSpan(0, 2)}/{hex.AsSpan(2, 2)}/", hex);
    }

    public string NewIncoming() => Path.Combine(Incoming, Guid.NewGuid().ToString("n"));

    /// <summary>Gives a finished file its name, durably.</summary>
    public void Keep(string incoming, Sha256Digest digest)
    {
        var path = PathOf(digest);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            File.Move(incoming, path, overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            Directory.CreateDirectory(folder);
            LinuxFile.SyncDirectory(Blobs);
            LinuxFile.SyncDirectory(Path.GetDirectoryName(folder)!);
            File.Move(incoming, path, overwrite: true);
        }
        LinuxFile.SyncDirectory(folder);
    }

    /// <summary>Moves a blob that is not what its name says out of the way, for an operator to look at.</summary>
    public string MoveAside(Sha256Digest digest)
    {
        Directory.CreateDirectory(Quarantine);
        var target = Path.Combine(Quarantine, $"{digest.Hex}.{Guid.NewGuid():n}");
        File.Move(PathOf(digest), target);
        return target;
    }

    public IEnumerable<(Sha256Digest Digest, long Length, DateTimeOffset WrittenAt)> List()
    {
        foreach (var file in new DirectoryInfo(Blobs).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (Sha256Digest.TryParse(file.Name, out var digest)) yield return (digest, file.Length, file.LastWriteTimeUtc);
        }
    }

    /// <summary>Deletes what writers left behind that died longer ago than any write takes; the number deleted.</summary>
    public int Sweep(DateTimeOffset before)
    {
        var swept = 0;
        foreach (var file in new DirectoryInfo(Incoming).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc >= before.UtcDateTime) continue;
            file.Delete();
            swept++;
        }
        return swept;
    }
}
