namespace Assay.Formats.Expansion;

/// <summary>Bytes that were not compressed, for filters over them.</summary>
internal sealed class PlainDecoder(Stream inner) : DecoderStream
{
    private long _read;

    public override long Consumed => _read;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _read += read;
        return read;
    }
}
