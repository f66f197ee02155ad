using Assay.Formats.Expansion;

namespace Assay.Formats.Xz;

/// <summary>Undoes the delta filter: each byte was stored as the difference to the one some places before.</summary>
internal sealed class DeltaFilter(DecoderStream inner, int distance) : DecoderStream
{
    private readonly byte[] _history = new byte[256];
    private byte _at;

    public override long Consumed => inner.Consumed;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        foreach (ref var b in buffer[..read])
        {
            b += _history[(byte)(_at - distance)];
            _history[_at++] = b;
        }
        return read;
    }
}
