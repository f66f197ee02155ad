using Assay.Domain.Tasks;

namespace Assay.Domain.Scans;

/// <summary>
/// Which model a model file is compared with: a file of fewer bits with the one of full precision beside it, everything else with the file of the declared
/// base that stands for it. So each file is compared once, and a chain of comparisons leads from every file to the base. Pure.
/// </summary>
public static class ReferenceChoice
{
    private const string Extension = ".onnx";

    /// <summary>What exporters put behind the name of a model's file to say how its numbers are kept.</summary>
    private static readonly string[] _precisions =
        ["fp16", "float16", "half", "bf16", "int8", "uint8", "quantized", "quant", "quantised", "q8", "q4", "q4f16", "bnb4", "int4", "qdq", "dynamic", "static"];

    public static ReferenceModel? For(ProbeSubject model, IReadOnlyList<ProbeSubject> all, IReadOnlyList<BaseModel> bases)
    {
        if (FullPrecision(model, all) is { } full) return new(ReferenceKind.Precision, full.File.Path, full.File, full.Companions);
        foreach (var declared in bases)
        {
            if (FileOf(model.File.Path, declared) is not { } file || file.Sha256 == model.File.Sha256) continue;
            return new(ReferenceKind.Base, declared.Name, file, CompanionsOf(file, declared));
        }
        return null;
    }

    /// <summary>The name of the file in full precision that a name of fewer bits stands beside; null where the name says nothing of bits.</summary>
    public static string? FullPrecisionName(string path)
    {
        if (!path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return null;
        var stem = path[..^Extension.Length];
        foreach (var precision in _precisions)
        {
            if (stem.Length > precision.Length + 1 && stem.EndsWith(precision, StringComparison.OrdinalIgnoreCase) && stem[^(precision.Length + 1)] is '_' or '-' or '.')
                return stem[..^(precision.Length + 1)] + path[^Extension.Length..];
        }
        return null;
    }

    private static ProbeSubject? FullPrecision(ProbeSubject model, IReadOnlyList<ProbeSubject> all) =>
        FullPrecisionName(model.File.Path) is { } name ? all.FirstOrDefault(m => m.File.Path == name && m.File.Sha256 != model.File.Sha256) : null;

    /// <summary>The file of the same path; else of the same name; else the largest of full precision, which is what a fine-tune begins with.</summary>
    private static SubjectFile? FileOf(string path, BaseModel declared)
    {
        var models = declared.Files.Where(f => f.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)).OrderBy(f => f.Path, StringComparer.Ordinal).ToList();
        return models.Find(f => f.Path == path)
            ?? models.Find(f => NameOf(f.Path) == NameOf(path))
            ?? models.OrderBy(f => FullPrecisionName(f.Path) is null ? 0 : 1).ThenByDescending(f => f.Size).FirstOrDefault();
    }

    private static IReadOnlyList<SubjectFile> CompanionsOf(SubjectFile model, BaseModel declared)
    {
        var folder = FolderOf(model.Path);
        return [.. declared.Files.Where(f => f.Path != model.Path && !f.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            && (FolderOf(f.Path) == folder || ProbeCompanions.Belongs(f.Path, f.Size, folder)))];
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
