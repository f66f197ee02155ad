using Assay.Domain.Lineage;
using Assay.Domain.Versions;
using Assay.HashVerify.Sources;
using Assay.Storage.Advisories;

namespace Assay.HashVerify.Advisories;

/// <summary>Writes down what a version says of its base, by which advisories about the base find it, now and later.</summary>
public sealed class DeclaredBaseMarks(IVersionMarks marks, IModelFiles files)
{
    /// <summary>Merges name several; more than that is not meant.</summary>
    private const int MaxBases = 16;

    public async Task RecordAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var names = new SortedSet<string>(DeclaredBases.InMetadata(version.Metadata), StringComparer.Ordinal);
        foreach (var file in version.Files.Where(f => f.State == FileState.Stored && DeclaredBases.MayName(f.Path)))
        {
            if (await files.ReadAsync(file, DeclaredBases.MaxBytes, cancellationToken) is { } text) names.UnionWith(DeclaredBases.InFile(file.Path, text.Span));
        }
        names.Remove(version.Name);
        await marks.RecordAsync(version, [.. names.Take(MaxBases)], cancellationToken);
    }
}
