using Assay.Contracts.Values;
using Microsoft.Win32.SafeHandles;

namespace Assay.Storage.Blobs;

/// <summary>An open, verified blob. Reads may run in parallel.</summary>
public sealed class BlobHandle(Sha256Digest digest, string path, SafeFileHandle file) : IDisposable
{
    public Sha256Digest Digest { get; } = digest;

    public long Length { get; } = RandomAccess.GetLength(file);

    /// <summary>The local file, for handing to a sandbox read-only; made of the digest alone.</summary>
    public string LocalPath { get; } = path;

    /// <summary>For readers that work on file handles. Closed with this object.</summary>
    public SafeFileHandle File { get; } = file;

    /// <summary>Reads up to the span's length at an offset; 0 at the end.</summary>
    public int Read(long offset, Span<byte> buffer) => RandomAccess.Read(File, buffer, offset);

    public void Dispose() => File.Dispose();
}
