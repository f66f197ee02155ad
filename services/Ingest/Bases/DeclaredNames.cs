using Assay.Domain.Lineage;
using Assay.Domain.Versions;
using Assay.Storage.Blobs;

namespace Assay.Ingest.Bases;

/// <summary>The names of a version's bases: what it declares, or, where it declares nothing, what its configuration was loaded from.</summary>
internal static class DeclaredNames
{
    /// <summary>A merge has several parents; a model is compared with the first that is at hand.</summary>
    public const int MaxNames = 4;

    public static async Task<IReadOnlyList<string>> ReadAsync(IBlobStore blobs, ModelVersion version, CancellationToken cancellationToken)
    {
        List<string> declared = [], hints = [];
        foreach (var file in version.Files.Where(f => f.State == FileState.Stored && f.Size <= DeclaredBases.MaxBytes && DeclaredBases.MayName(f.Path)))
        {
            using var blob = await blobs.OpenAsync(file.Sha256, cancellationToken);
            if (blob is null || blob.Length > DeclaredBases.MaxBytes) continue;
            var bytes = new byte[blob.Length];
            var text = bytes.AsSpan(0, blob.Read(0, bytes));
            declared.AddRange(DeclaredBases.InFile(file.Path, text));
            hints.AddRange(DeclaredBases.Hints(file.Path, text));
        }
        declared.AddRange(DeclaredBases.InMetadata(version.Metadata));
        return [.. (declared.Count > 0 ? declared : hints).Where(n => n != version.Name).Distinct(StringComparer.Ordinal).Take(MaxNames)];
    }
}
