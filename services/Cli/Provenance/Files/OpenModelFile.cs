using Assay.Attestation.Oms.Content;
using Assay.Storage.Files;
using Microsoft.Win32.SafeHandles;

namespace Assay.Cli.Provenance.Files;

/// <summary>A regular file that was opened without following a link, or through one that may be followed.</summary>
internal sealed class OpenModelFile(SafeFileHandle handle, FileStatus? status, long length, bool isOutside) : IModelFile
{
    public long Length => length;

    public bool IsOutside => isOutside;

    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(handle, buffer, offset);

    public bool IsUnchanged() => status is { } before
        ? LinuxFile.TryStatus(handle, out var now, out _) && now == before
        : RandomAccess.GetLength(handle) == length;

    public void Dispose() => handle.Dispose();
}
