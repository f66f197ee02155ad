using Assay.Ingest.Sources;

namespace Assay.Tests.Unit.Storage.Blobs;

/// <summary>Gives its bytes in odd pieces, without a length, and may break off.</summary>
internal sealed class TricklingStream(byte[] bytes, int breakAt = int.MaxValue) : ForwardStream
{
    private int _position;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= breakAt) throw new TimeoutException("broke off");
        var n = Math.Min(Math.Min(buffer.Length, 77_777), bytes.Length - _position);
        bytes.AsSpan(_position, n).CopyTo(buffer.Span);
        _position += n;
        return ValueTask.FromResult(n);
    }
}
