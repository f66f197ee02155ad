using Microsoft.Win32.SafeHandles;

namespace Assay.Formats;

/// <summary>The bytes of an open file. The handle belongs to the caller.</summary>
public sealed class FileByteSource(SafeFileHandle file) : ByteSource
{
    public override long Length { get; } = RandomAccess.GetLength(file);

    public override int Read(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var read = 0;
        while (read < buffer.Length)
        {
            var n = RandomAccess.Read(file, buffer[read..], offset + read);
            if (n == 0) break;
            read += n;
        }
        return read;
    }
}
