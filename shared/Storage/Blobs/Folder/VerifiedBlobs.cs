using System.Collections.Concurrent;
using Assay.Contracts.Values;
using Assay.Storage.Files;
using Microsoft.Win32.SafeHandles;

namespace Assay.Storage.Blobs.Folder;

/// <summary>Which blobs this process has hashed itself, with the status of the file at that time: an unchanged file is not hashed again.</summary>
internal sealed class VerifiedBlobs
{
    /// <summary>About 20 MB of memory; beyond it everything is forgotten, which costs time only.</summary>
    private const int MaxEntries = 100_000;

    private readonly ConcurrentDictionary<Sha256Digest, FileStatus> _seen = new();

    public bool Contains(Sha256Digest digest, SafeFileHandle file) =>
        _seen.TryGetValue(digest, out var known) && TryStatus(file, out var status) && status == known;

    public void Add(Sha256Digest digest, SafeFileHandle file)
    {
        if (TryStatus(file, out var status)) Add(digest, status);
    }

    public void Add(Sha256Digest digest, string path)
    {
        if (OperatingSystem.IsLinux() && LinuxFile.TryStatus(path, out var status, out _)) Add(digest, status);
    }

    public void Remove(Sha256Digest digest) => _seen.TryRemove(digest, out _);

    private void Add(Sha256Digest digest, FileStatus status)
    {
        if (_seen.Count >= MaxEntries) _seen.Clear();
        _seen[digest] = status;
    }

    private static bool TryStatus(SafeFileHandle file, out FileStatus status)
    {
        status = default;
        return OperatingSystem.IsLinux() && LinuxFile.TryStatus(file, out status, out _);
    }
}
