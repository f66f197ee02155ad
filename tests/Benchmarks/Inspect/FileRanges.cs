using Assay.Formats.Outline;
using Microsoft.Win32.SafeHandles;

namespace Assay.Tests.Benchmarks.Inspect;

/// <summary>Ranges of an open file.</summary>
internal sealed class FileRanges(SafeFileHandle file) : IRangeReader
{
    public long Length { get; } = RandomAccess.GetLength(file);

    public async ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        for (var done = 0; done < buffer.Length;) done += await RandomAccess.ReadAsync(file, buffer[done..], offset + done, cancellationToken);
    }
}
