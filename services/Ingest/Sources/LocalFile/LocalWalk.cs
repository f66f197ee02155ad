using System.IO.Enumeration;
using Assay.Contracts.Findings;
using Assay.Domain.Versions;
using Assay.Storage.Files;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>Lists a directory tree without following a link and without opening anything but directories.</summary>
internal sealed class LocalWalk(SourceRequest request, IngestOptions limits)
{
    /// <summary>Deeper trees are made to exhaust whoever walks them.</summary>
    private const int MaxDepth = 64;

    private static readonly EnumerationOptions _everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    private readonly List<LocalEntry> _entries = [];

    /// <summary>All files below a directory in ordinal order of paths; null where there are more than allowed.</summary>
    public IReadOnlyList<LocalEntry>? Walk(string root, CancellationToken cancellationToken)
    {
        var pending = new Stack<(string FullPath, string Prefix, int Depth)>();
        pending.Push((root, "", 0));
        while (pending.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var name in Names(folder.FullPath, folder.Prefix))
            {
                if (_entries.Count + pending.Count >= limits.MaxFiles) return null;
                var fullPath = $"{folder.FullPath}/{name}";
                var path = folder.Prefix + name;
                if (!LinuxFile.TryStatus(fullPath, out var status, out var error)) AddWithoutStatus(path, error);
                else if (status.Kind != FileKind.Directory) Add(path, fullPath, status);
                else if (folder.Depth >= MaxDepth) Skip(path + "/", FileState.Refused, $"directories are nested deeper than {MaxDepth}: not read");
                else pending.Push((fullPath, path + "/", folder.Depth + 1));
            }
        }
        _entries.Sort((a, b) => string.CompareOrdinal(a.File.Path, b.File.Path));
        return Distinct();
    }

    /// <summary>The listing of a target that is a single file.</summary>
    public IReadOnlyList<LocalEntry> Single(string fullPath, FileStatus status)
    {
        Add(Path.GetFileName(fullPath), fullPath, status);
        return _entries;
    }

    private List<string> Names(string folder, string prefix)
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.FileName.ToString(), _everything)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Skip(prefix.Length == 0 ? "." : prefix, FileState.Unreadable, $"the directory cannot be read: {EvidenceText.Quote(e.Message)}");
            return [];
        }
    }

    private void Add(string path, string fullPath, FileStatus status)
    {
        switch (status.Kind)
        {
            case FileKind.Regular when status.Size > limits.MaxFileBytes:
                Skip(path, FileState.Unreadable, $"larger than the limit of {limits.MaxFileBytes} bytes (Ingest:MaxFileBytes)", status.Size);
                break;
            case FileKind.Regular:
                var file = new VersionFile { Path = path, Size = status.Size, State = FileState.NotRead, Note = request.ReasonToSkip(status.Size) };
                _entries.Add(new(file, fullPath, status));
                break;
            case FileKind.SymbolicLink:
                Skip(path, FileState.Refused, $"a symbolic link to {EvidenceText.Quote(LinkTarget(fullPath))}: links are not followed");
                break;
            default:
                Skip(path, FileState.Refused, $"a {status.Kind.ToString().ToLowerInvariant()}, not a file: not opened");
                break;
        }
    }

    private void AddWithoutStatus(string path, int error)
    {
        // The runtime replaces bytes that are not UTF-8, so such a name no longer leads to its file.
        if (error == LinuxFile.NotFound && path.Contains('\ufffd')) Skip(path, FileState.Refused, "its name is not valid UTF-8: not opened");
        else Skip(path, FileState.Unreadable, $"cannot be examined: {LinuxFile.Describe(error)}");
    }

    private void Skip(string path, FileState state, string note, long size = 0) =>
        _entries.Add(new(new VersionFile { Path = path, Size = size, State = state, Note = note }, "", default));

    /// <summary>Names that are not UTF-8 may look the same; a listing has each path once.</summary>
    private List<LocalEntry> Distinct()
    {
        for (var i = 1; i < _entries.Count; i++)
        {
            if (_entries[i].File.Path == _entries[i - 1].File.Path) return [.. _entries.DistinctBy(e => e.File.Path)];
        }
        return _entries;
    }

    private static string LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "?";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
