using Assay.Ingest.Sources;

namespace Assay.Tests.Unit.Storage.Blobs;

/// <summary>Cancels after a number of bytes and goes on for ever.</summary>
internal sealed class CancellingStream(CancellationTokenSource stop, long after) : ForwardStream
{
    private long _served;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _served += buffer.Length;
        if (_served > after) stop.Cancel();
        return ValueTask.FromResult(buffer.Length);
    }
}
