using Assay.Domain.Tasks;
using Assay.Sandbox;
using Assay.Storage.Blobs;

namespace Assay.GpuProbe.Running;

/// <summary>
/// A model and its companions as the child sees them: in one folder, read-only, under names that were checked. In the sandbox the blobs are mounted; without
/// one there is no other view of the disk, so they are copied to a folder of their own, which disposing removes.
/// </summary>
public sealed class ModelLayout : IDisposable
{
    /// <summary>The sandbox's folder for models.</summary>
    private const string MountPoint = "/model";

    private readonly List<BlobHandle> _blobs = [];
    private readonly string? _folder;

    private ModelLayout(string? folder) => _folder = folder;

    /// <summary>Full path of the model as the child sees it.</summary>
    public string ModelPath { get; private set; } = "";

    public IReadOnlyList<SandboxMount> Mounts { get; private set; } = [];

    /// <summary>Bytes of the model and its companions.</summary>
    public long TotalBytes => _blobs.Sum(blob => blob.Length);

    /// <summary>Companions that were left out, because their names are outside the model's folder or not harmless.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Lays a model out. The second is the file that is not in the store, where one is missing; then there is no layout.</summary>
    public static async Task<(ModelLayout? Layout, SubjectFile? Missing)> CreateAsync(
        IBlobStore blobs, SubjectFile model, IReadOnlyList<SubjectFile> companions, bool sandboxed, CancellationToken cancellationToken)
    {
        var layout = new ModelLayout(sandboxed ? null : Directory.CreateTempSubdirectory("assay-probe-").FullName);
        try
        {
            var missing = await layout.FillAsync(blobs, model, companions, cancellationToken);
            if (missing is null) return (layout, null);
            layout.Dispose();
            return (null, missing);
        }
        catch
        {
            layout.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var blob in _blobs) blob.Dispose();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    private async Task<SubjectFile?> FillAsync(
        IBlobStore blobs, SubjectFile model, IReadOnlyList<SubjectFile> companions, CancellationToken cancellationToken)
    {
        var files = new SortedDictionary<string, SubjectFile>(StringComparer.Ordinal);
        foreach (var companion in companions)
        {
            if (CompanionPath.Relative(model.Path, companion.Path) is { } relative) files.TryAdd(relative, companion);
            else LeftOut++;
        }
        // The model's own name means nothing to it, and the result is about its bytes, whatever they are called.
        var name = "model.onnx";
        while (files.ContainsKey(name)) name = "_" + name;
        files[name] = model;
        var mounts = new List<SandboxMount>();
        foreach (var (relative, file) in files)
        {
            var blob = await blobs.OpenAsync(file.Sha256, cancellationToken);
            if (blob is null) return file;
            _blobs.Add(blob);
            if (_folder is null) mounts.Add(new(blob.LocalPath, $"{MountPoint}/{relative}"));
            else Copy(blob.LocalPath, Path.Combine(_folder, relative));
        }
        (ModelPath, Mounts) = ($"{_folder ?? MountPoint}/{name}", mounts);
        return null;
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }
}
