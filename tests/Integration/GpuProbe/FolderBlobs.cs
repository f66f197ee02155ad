using System.Security.Cryptography;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;
using Assay.Storage.Blobs;

namespace Assay.Tests.Integration.GpuProbe;

/// <summary>A blob store in a temporary folder, as small as a test needs it.</summary>
internal sealed class FolderBlobs : IBlobStore, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assay-blobs-").FullName;

    /// <summary>Stores bytes and names them as a task would.</summary>
    public SubjectFile Put(string path, byte[] content)
    {
        var digest = Sha256Digest.FromBytes(SHA256.HashData(content));
        File.WriteAllBytes(At(digest), content);
        return new(path, digest, content.Length);
    }

    public Task<BlobHandle?> OpenAsync(Sha256Digest digest, CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(At(digest)) ? new BlobHandle(digest, At(digest), File.OpenHandle(At(digest))) : null);

    public Task<bool> ExistsAsync(Sha256Digest digest, CancellationToken cancellationToken) => Task.FromResult(File.Exists(At(digest)));

    public async Task<BlobReceipt> PutAsync(Stream content, BlobExpectation expected, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        var stored = Put("", bytes.ToArray());
        return new(stored.Sha256, default, stored.Size, false);
    }

    public Task<bool> DeleteAsync(Sha256Digest digest, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(Sha256Digest digest) => Path.Combine(_folder, digest.Hex);
}
