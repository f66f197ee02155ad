using Microsoft.Win32.SafeHandles;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>
/// Reads an open regular file from front to back, without a buffer of its own and without leaving the thread: the pages of a file that is worth
/// scanning fast are in memory. It does not stop at the expected length, so that a file that grows is noticed.
/// </summary>
internal sealed class RegularFileStream(SafeFileHandle file, long length) : ForwardStream
{
    private long _position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position > length) return ValueTask.FromResult(0);
        try
        {
            var n = RandomAccess.Read(file, buffer.Span, _position);
            _position += n;
            return ValueTask.FromResult(n);
        }
        catch (IOException e)
        {
            throw new FileUnreadableException(e.Message, e);
        }
    }
}
