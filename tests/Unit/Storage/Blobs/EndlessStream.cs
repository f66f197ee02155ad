using Assay.Ingest.Sources;

namespace Assay.Tests.Unit.Storage.Blobs;

/// <summary>Never ends.</summary>
internal sealed class EndlessStream : ForwardStream
{
    public long Served { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Served += buffer.Length;
        return ValueTask.FromResult(buffer.Length);
    }
}
