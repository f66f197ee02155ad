using System.Text.Json;
using Assay.Tests.Unit.Inspect;

namespace Assay.Tests.Unit.Attestation;

/// <summary>Signatures made elsewhere, where they lie beside the repository.</summary>
internal static class ProvenanceCorpus
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared", "corpus", "provenance"));

    private static string Manifest => Path.Combine(Folder, "manifest.jsonl");

    /// <summary>The lines of these families; skips the test where there is no corpus.</summary>
    public static IReadOnlyList<JsonElement> Cases(params string[] families)
    {
        if (!File.Exists(Manifest)) Assert.Skip("There is no corpus of signatures beside the repository.");
        return [.. File.ReadLines(Manifest).Select(l => JsonElement.Parse(l)).Where(c => families.Contains(c.GetProperty("family").GetString()))];
    }

    public static string Text(this JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString()! : "";

    public static byte[] Bytes(string path)
    {
        var file = Path.Combine(Folder, path);
        if (!File.Exists(file)) Assert.Skip("There is no corpus of signatures beside the repository.");
        return File.ReadAllBytes(file);
    }
}
