using Assay.Domain.Versions;
using Assay.Formats.Outline;
using Assay.Storage.Blobs;

namespace Assay.Ingest.Fetching;

/// <summary>Reads large files in outline and keeps the outlines in the blob store.</summary>
public sealed class OutlineStore(IBlobStore blobs)
{
    private readonly OutlineBuilder _builder = new();

    /// <summary>The file with its outline stored, or as not read where no outline can be made of it.</summary>
    public async Task<VersionFile> PutAsync(VersionFile file, IRangeReader reader, CancellationToken cancellationToken)
    {
        if (await _builder.BuildAsync(reader, cancellationToken) is not { } outline)
            return file with { State = FileState.NotRead, Note = $"depth structure reads files up to {Limit} MiB, and the headers of larger {_builder.Formats} files" };
        using var content = new MemoryStream(outline);
        var receipt = await blobs.PutAsync(content, new(outline.Length), cancellationToken);
        return file with
        {
            State = FileState.Outlined,
            Size = reader.Length,
            Outline = receipt.Sha256,
            Note = $"read in outline: {outline.Length} of {reader.Length} bytes, its digest was not checked",
        };
    }

    private static long Limit => Sources.SourceRequest.StructureLimit >> 20;
}
