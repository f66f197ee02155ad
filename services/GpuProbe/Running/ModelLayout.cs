using Assay.Analysis.Probes;
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

    /// <summary>The sandbox's folder for what the model is compared with.</summary>
    private const string ReferenceMountPoint = "/reference";

    private readonly List<BlobHandle> _blobs = [];
    private readonly List<BlobHandle> _referenceBlobs = [];
    private readonly string? _folder;
    private readonly List<SandboxMount> _modelMounts = [];
    private readonly List<SandboxMount> _referenceMounts = [];

    private ModelLayout(string? folder) => _folder = folder;

    /// <summary>Full path of the model as the child sees it.</summary>
    public string ModelPath { get; private set; } = "";

    public IReadOnlyList<SandboxMount> Mounts => Reference is null ? _modelMounts : [.. _modelMounts, .. _referenceMounts];

    /// <summary>What the model is compared with, as the child sees it; null for nothing, and where a file of it is not in the store any more.</summary>
    public ProbeReference? Reference { get; private set; }

    /// <summary>Bytes of the reference and its companions.</summary>
    public long ReferenceBytes => Reference is null ? 0 : _referenceBlobs.Sum(blob => blob.Length);

    /// <summary>Bytes of the model and its companions.</summary>
    public long TotalBytes => _blobs.Sum(blob => blob.Length);

    /// <summary>Companions that were left out, because their names are outside the model's folder or not harmless.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Lays a model out. The second is the file that is not in the store, where one is missing; then there is no layout.</summary>
    public static async Task<(ModelLayout? Layout, SubjectFile? Missing)> CreateAsync(
        IBlobStore blobs, SubjectFile model, IReadOnlyList<SubjectFile> companions, ReferenceModel? reference, bool sandboxed, CancellationToken cancellationToken)
    {
        var layout = new ModelLayout(sandboxed ? null : Directory.CreateTempSubdirectory("assay-probe-").FullName);
        try
        {
            var (path, missing) = await layout.FillAsync(blobs, model, companions, MountPoint, layout._blobs, layout._modelMounts, cancellationToken);
            if (missing is null)
            {
                layout.ModelPath = path;
                if (reference is not null) await layout.AddAsync(blobs, reference, cancellationToken);
                return (layout, null);
            }
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
        foreach (var blob in _blobs.Concat(_referenceBlobs)) blob.Dispose();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The child gets the model alone.</summary>
    public void LeaveReferenceOut() => Reference = null;

    private async Task AddAsync(IBlobStore blobs, ReferenceModel reference, CancellationToken cancellationToken)
    {
        var leftOut = LeftOut;
        var (path, missing) = await FillAsync(blobs, reference.File, reference.Companions, ReferenceMountPoint, _referenceBlobs, _referenceMounts, cancellationToken);
        // What is left out of the reference is no fault of the model.
        LeftOut = leftOut;
        if (missing is null) Reference = new(path, reference.Name, reference.Kind);
    }

    private async Task<(string Path, SubjectFile? Missing)> FillAsync(IBlobStore blobs, SubjectFile model, IReadOnlyList<SubjectFile> companions,
        string mountPoint, List<BlobHandle> handles, List<SandboxMount> mounts, CancellationToken cancellationToken)
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
        var folder = _folder is null ? mountPoint : _folder + mountPoint;
        foreach (var (relative, file) in files)
        {
            var blob = await blobs.OpenAsync(file.Sha256, cancellationToken);
            if (blob is null) return ("", file);
            handles.Add(blob);
            if (_folder is null) mounts.Add(new(blob.LocalPath, $"{folder}/{relative}"));
            else Copy(blob.LocalPath, Path.Combine(folder, relative));
        }
        return ($"{folder}/{name}", null);
    }

    private static void Copy(string source, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(source, target);
    }
}
