using Assay.Contracts.Values;
using Assay.Domain.Scans;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Ingest.Bases;

/// <summary>Which files of a base a comparison needs: its ONNX models, their external data and their configuration. Pure.</summary>
public static class BaseFiles
{
    /// <summary>More model files than a repository with every precision has.</summary>
    private const int MaxModels = 16;

    private const int MaxFiles = 256;

    /// <summary>True where a base has something that a model of this version could be compared with.</summary>
    public static bool HasModels(ModelVersion version) => version.Files.Any(f => f.State == FileState.Stored && IsModel(f.Path));

    /// <summary>The files in the order of their paths; none where together they have more than <paramref name="maxBytes"/>.</summary>
    public static IReadOnlyList<VersionFile> Of(IReadOnlyList<VersionFile> files, long maxBytes)
    {
        var models = files.Where(f => IsModel(f.Path)).OrderBy(f => f.Path, StringComparer.Ordinal).Take(MaxModels).ToList();
        var folders = models.Select(m => FolderOf(m.Path)).ToHashSet(StringComparer.Ordinal);
        List<VersionFile> needed = [.. models, .. files.Where(f => !IsModel(f.Path) && Belongs(f, folders)).OrderBy(f => f.Path, StringComparer.Ordinal).Take(MaxFiles)];
        return models.Count == 0 || needed.Sum(f => (decimal)f.Size) > maxBytes ? [] : needed;
    }

    /// <summary>As a task is told of them; none where a model among them is not stored.</summary>
    public static IReadOnlyList<SubjectFile> Stored(IReadOnlyList<VersionFile> files)
    {
        List<SubjectFile> stored = [.. files.Where(f => f.State == FileState.Stored).Select(f => new SubjectFile(f.Path, f.Sha256, f.Size))];
        return stored.Exists(f => IsModel(f.Path)) ? stored : [];
    }

    private static bool Belongs(VersionFile file, HashSet<string> folders) =>
        (NameHint.Of(file.Path).Length == 0 && !IsOfPyTorch(file.Path) && folders.Contains(FolderOf(file.Path))) || folders.Any(folder => ProbeCompanions.Belongs(file.Path, file.Size, folder));

    /// <summary>Large, and never what an ONNX model keeps its numbers in.</summary>
    private static bool IsOfPyTorch(string path) =>
        path[(path.LastIndexOf('/') + 1)..] is var name && (name.StartsWith("pytorch_model", StringComparison.Ordinal) || name.StartsWith("adapter_model", StringComparison.Ordinal));

    private static bool IsModel(string path) => NameHint.Of(path) == NameHint.Onnx;

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";
}
