using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Versions;

namespace Assay.HashVerify.Lineage;

/// <summary>Which files of a version may hold tensors that count, and what the knowledge about each is about. Pure.</summary>
public static class TensorSubjects
{
    /// <summary>A smaller file holds no tensor that counts.</summary>
    private const long MinSize = 1024;

    /// <summary>Claims of files that no loader takes weights from: most files of a model, which need not even be opened.</summary>
    private static readonly HashSet<string> _texts =
    [
        NameHint.Python, NameHint.Notebook, NameHint.Shell, NameHint.Yaml, NameHint.Toml, NameHint.Jinja, NameHint.Requirements, NameHint.Dockerfile,
        NameHint.Workflow, NameHint.Markup, NameHint.Script, NameHint.Text, NameHint.Json, NameHint.Image,
    ];

    /// <summary>The files, each content once.</summary>
    public static IReadOnlyList<VersionFile> Of(ModelVersion version) =>
        [.. version.Files.Where(f => f.State == FileState.Stored && f.Size >= MinSize && !_texts.Contains(NameHint.Of(f.Path))).DistinctBy(f => Key(version, f))];

    /// <summary>
    /// The file's digest; for a file that may keep its numbers in others, SHA-256 over the digests and names of these, too.
    /// </summary>
    public static Sha256Digest Key(ModelVersion version, VersionFile file)
    {
        if (Companions(version, file) is not { Count: > 0 } companions) return file.Sha256;
        var text = new StringBuilder($"assay.tensors\n{file.Sha256.Hex}");
        foreach (var (name, companion) in companions.OrderBy(c => c.Key, StringComparer.Ordinal)) text.Append(null, $"\n{companion.Sha256.Hex} {name.Length} {name}");
        return Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Files that an ONNX model may name as holding its numbers, by their names relative to its folder: those that no other claim has.</summary>
    public static IReadOnlyDictionary<string, VersionFile> Companions(ModelVersion version, VersionFile file)
    {
        var companions = new Dictionary<string, VersionFile>(StringComparer.Ordinal);
        if (NameHint.Of(file.Path) != NameHint.Onnx) return companions;
        var folder = file.Path[..(file.Path.LastIndexOf('/') + 1)];
        foreach (var other in version.Files)
        {
            if (other.State == FileState.Stored && other.Path != file.Path && other.Path.StartsWith(folder, StringComparison.Ordinal) && NameHint.Of(other.Path).Length == 0)
                companions.TryAdd(other.Path[folder.Length..], other);
        }
        return companions;
    }
}
