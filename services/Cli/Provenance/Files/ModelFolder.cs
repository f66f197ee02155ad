using Assay.Attestation.Oms;
using Assay.Attestation.Oms.Content;
using Assay.Contracts.Findings;
using Assay.Storage.Files;
using Microsoft.Win32.SafeHandles;

namespace Assay.Cli.Provenance.Files;

/// <summary>
/// A model in a directory, or in one file, on Linux. Every step below the root is taken from an open directory without following links, so that a
/// link
/// which somebody puts there meanwhile is refused, and never followed by surprise.
/// </summary>
internal sealed class ModelFolder : IModelFiles
{
    /// <summary>Deeper trees do not occur, and each level holds a handle while it is listed.</summary>
    private const int MaxDepth = 64;

    private const int NotADirectory = 20;

    private readonly string _path;

    private ModelFolder(string path, bool isSingleFile) => (_path, IsSingleFile) = (path, isSingleFile);

    public string Name => Path.GetFileName(_path);

    public bool IsSingleFile { get; }

    /// <summary>Links on the way to the target are followed: whoever names one means where it leads.</summary>
    /// <exception cref="UsageException">There is nothing at the path.</exception>
    public static ModelFolder At(string path)
    {
        if (!OperatingSystem.IsLinux()) throw new UsageException("models are signed and verified on Linux; elsewhere, run the container image");
        if (path.Length == 0) throw new UsageException("the target is empty; name a directory or a file");
        var full = Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (Directory.Exists(full)) return new(full, isSingleFile: false);
        return File.Exists(full) ? new(full, isSingleFile: true) :
            throw new UsageException($"'{EvidenceText.Quote(path)}' is neither a file nor a directory");
    }

    /// <summary>Path below the root of a file outside or inside; null: it is not below the root.</summary>
    public string? RelativeOf(string path)
    {
        if (IsSingleFile) return null;
        var relative = Path.GetRelativePath(Resolve(_path), Resolve(path));
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }

    public IReadOnlyList<ModelEntry> List(int most, CancellationToken cancellation)
    {
        var entries = new List<ModelEntry>();
        using var root = DirectoryCalls.OpenRoot(_path, out var error);
        if (root is null) return [new("", ModelEntryKind.Unreadable, 0, LinuxFile.Describe(error))];
        Walk(root, "", 0, entries, most, cancellation);
        return entries;
    }

    public ModelFileResult Open(string path, bool followLink)
    {
        var directory = DirectoryCalls.OpenRoot(_path, out var error);
        try
        {
            var segments = path.Split('/');
            foreach (var segment in segments[..^1])
            {
                if (directory is null) return Failed(error);
                var next = DirectoryCalls.OpenDirectory(directory, segment, out error);
                directory.Dispose();
                directory = next;
            }
            return directory is null ? Failed(error) : OpenIn(directory, segments[^1], followLink);
        }
        finally
        {
            directory?.Dispose();
        }
    }

    public ModelFileResult OpenAsSingle(bool followLink)
    {
        using var directory = DirectoryCalls.OpenRoot(Path.GetDirectoryName(_path)!, out var error);
        return directory is null ? Failed(error) : OpenIn(directory, Path.GetFileName(_path), followLink);
    }

    private ModelFileResult OpenIn(SafeFileHandle directory, string name, bool followLink)
    {
        var file = DirectoryCalls.OpenFile(directory, name, out var error);
        if (file is null && error == LinuxFile.TooManyLinks)
            return followLink ? OpenLink(directory, name)
                : ModelFileResult.Failed(OmsReasons.Link, "is a symbolic link, and the signature does not allow them");
        return file is null ? Failed(error) : Checked(file, isOutside: false);
    }

    /// <summary>The kernel says where the link led, after it was opened.</summary>
    private ModelFileResult OpenLink(SafeFileHandle directory, string name)
    {
        var file = DirectoryCalls.OpenFollowing(directory, name, out var error);
        if (file is null) return ModelFileResult.Failed(OmsReasons.Unreadable, $"is a link that cannot be followed: {LinuxFile.Describe(error)}");
        var target = new FileInfo(DirectoryCalls.PathOf(file)).LinkTarget ?? "";
        var root = IsSingleFile ? Path.GetDirectoryName(_path)! : _path;
        return Checked(file, !target.StartsWith(Resolve(root) + "/", StringComparison.Ordinal));
    }

    private static ModelFileResult Checked(SafeFileHandle file, bool isOutside)
    {
        if (LinuxFile.TryStatus(file, out var status, out var error) && status.Kind == FileKind.Regular)
            return ModelFileResult.Of(new OpenModelFile(file, status, status.Size, isOutside));
        file.Dispose();
        return error == 0 ? ModelFileResult.Failed(OmsReasons.SpecialFile, "is not a regular file") : Failed(error);
    }

    private static void Walk(SafeFileHandle directory, string prefix, int depth, List<ModelEntry> entries, int most, CancellationToken cancellation)
    {
        var options = new EnumerationOptions { AttributesToSkip = 0, ReturnSpecialDirectories = false, IgnoreInaccessible = false };
        foreach (var full in Directory.EnumerateFileSystemEntries(DirectoryCalls.PathOf(directory), "*", options))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entries.Count > most) return;
            var name = Path.GetFileName(full);
            var path = prefix + name;
            using var handle = DirectoryCalls.Look(directory, name, out var error);
            if (handle is null || !LinuxFile.TryStatus(handle, out var status, out error))
            {
                entries.Add(new(path, ModelEntryKind.Unreadable, 0, $"{LinuxFile.Describe(error)} (a name that is not UTF-8 reads like this)"));
                continue;
            }
            switch (status.Kind)
            {
                case FileKind.Regular:
                    entries.Add(new(path, ModelEntryKind.File, status.Size));
                    break;
                case FileKind.SymbolicLink:
                    entries.Add(new(path, ModelEntryKind.Link, 0));
                    break;
                case FileKind.Directory:
                    Enter(directory, name, path, depth, entries, most, cancellation);
                    break;
                default:
                    entries.Add(new(path, ModelEntryKind.Special, 0, $"a {status.Kind.ToString().ToLowerInvariant()}"));
                    break;
            }
        }
    }

    private static void Enter(SafeFileHandle directory, string name, string path, int depth, List<ModelEntry> entries, int most,
        CancellationToken cancellation)
    {
        using var below = depth < MaxDepth ? DirectoryCalls.OpenDirectory(directory, name, out var error) : Deep(out error);
        if (below is not null) Walk(below, path + "/", depth + 1, entries, most, cancellation);
        else entries.Add(new(path, ModelEntryKind.Unreadable, 0, error == 0 ? $"more than {MaxDepth} directories lie inside each other"
            : LinuxFile.Describe(error)));
    }

    private static SafeFileHandle? Deep(out int error)
    {
        error = 0;
        return null;
    }

    private static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var parent = Path.GetDirectoryName(full);
        if (parent is null) return full;
        var resolved = Path.Combine(Resolve(parent), Path.GetFileName(full));
        if (new FileInfo(resolved).LinkTarget is null) return resolved;
        try
        {
            return Directory.ResolveLinkTarget(resolved, returnFinalTarget: true) is { } target ? Resolve(target.FullName) : resolved;
        }
        catch (IOException)
        {
            // A link that leads nowhere; whoever opens the path hears of it.
            return resolved;
        }
    }

    private static ModelFileResult Failed(int error) => error switch
    {
        LinuxFile.NotFound => ModelFileResult.Failed(OmsReasons.Missing, "is in the signature, but not in the model"),
        LinuxFile.TooManyLinks or NotADirectory =>
            ModelFileResult.Failed(OmsReasons.Link, "is reached through a symbolic link to a directory, which is never followed"),
        _ => ModelFileResult.Failed(OmsReasons.Unreadable, $"cannot be read: {LinuxFile.Describe(error)}"),
    };
}
