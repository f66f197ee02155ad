using Assay.Domain.Versions;
using Assay.Formats;
using Assay.Formats.Tensors;
using Assay.Storage.Blobs;

namespace Assay.HashVerify.Lineage;

/// <summary>The other files of a model as its blobs, opened when a model file names them. Names are looked up, never followed on this machine.</summary>
internal sealed class ModelFolder(IBlobStore blobs, IReadOnlyDictionary<string, VersionFile> files) : ITensorFiles, IDisposable
{
    private readonly List<BlobHandle> _open = [];

    public ByteSource? Open(string location)
    {
        if (!files.TryGetValue(location.StartsWith("./", StringComparison.Ordinal) ? location[2..] : location, out var file)) return null;
        // The reader is synchronous, and a blob is a local file by the time that it is handed out.
        if (blobs.OpenAsync(file.Sha256, CancellationToken.None).GetAwaiter().GetResult() is not { } blob) return null;
        _open.Add(blob);
        return new FileByteSource(blob.File);
    }

    /// <summary>The file that the model calls so; null for none.</summary>
    public VersionFile? Find(string location) => files.GetValueOrDefault(location.StartsWith("./", StringComparison.Ordinal) ? location[2..] : location);

    public void Dispose()
    {
        foreach (var blob in _open) blob.Dispose();
    }
}
