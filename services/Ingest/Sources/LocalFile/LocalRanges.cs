using Assay.Formats.Outline;
using Microsoft.Win32.SafeHandles;

namespace Assay.Ingest.Sources.LocalFile;

/// <summary>Ranges of an open regular file.</summary>
internal sealed class LocalRanges(SafeFileHandle file, long length) : IRangeReader
{
    public long Length => length;

    public ValueTask ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            for (var done = 0; done < buffer.Length;)
            {
                var n = RandomAccess.Read(file, buffer.Span[done..], offset + done);
                if (n == 0) throw new FileUnreadableException("it became shorter while it was read", null);
                done += n;
            }
            return ValueTask.CompletedTask;
        }
        catch (IOException e)
        {
            throw new FileUnreadableException(e.Message, e);
        }
    }
}
