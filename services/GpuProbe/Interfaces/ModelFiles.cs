using System.Text;
using System.Text.Json;

namespace Assay.GpuProbe.Interfaces;

/// <summary>The configuration that lies beside a model, as far as it can be read: hostile, so bounded in size and depth, and never an error.</summary>
internal sealed class ModelFiles
{
    /// <summary>Names that are read, with the most bytes of each; tokenizers with a large vocabulary take some tens of megabytes.</summary>
    private static readonly Dictionary<string, long> Limits = Domain.Scans.ProbeCompanions.Limits.ToDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    private ModelFiles()
    {
    }

    /// <summary>Files beside the model, or in the folder that the worker gave for those of the model's root.</summary>
    public static ModelFiles Beside(string modelPath)
    {
        var files = new ModelFiles();
        var folder = Path.GetDirectoryName(modelPath);
        if (folder is null) return files;
        foreach (var (name, limit) in Limits)
        {
            // What lies beside the model says more about it than what lies at the root.
            foreach (var path in new[] { Path.Combine(folder, name), Path.Combine(folder, Domain.Scans.ProbeCompanions.RootFolder, name) })
            {
                if (new FileInfo(path) is not { Exists: true } info || info.Length > limit) continue;
                files._paths[name] = path;
                break;
            }
        }
        return files;
    }

    /// <summary>A file's text; null where it is not there.</summary>
    public string? Text(string name)
    {
        try
        {
            return _paths.TryGetValue(name, out var path) ? File.ReadAllText(path, Encoding.UTF8) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A file's JSON object; null where it is not there or not one.</summary>
    public JsonDocument? Json(string name)
    {
        if (Text(name) is not { } text) return null;
        try
        {
            var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
