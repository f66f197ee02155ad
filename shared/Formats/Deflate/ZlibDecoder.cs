using Assay.Formats.Expansion;

namespace Assay.Formats.Deflate;

/// <summary>Expands one zlib stream (RFC 1950).</summary>
internal sealed class ZlibDecoder(ByteFeed feed) : DecoderStream
{
    private const int DictionaryFlag = 0x20;
    private InflateStream? _inflate;
    private bool _done;

    public override long Consumed => feed.Position;

    public override int Read(Span<byte> buffer)
    {
        if (_done || buffer.IsEmpty) return 0;
        if (_inflate is null)
        {
            var method = feed.Byte();
            var flags = feed.Byte();
            if ((method & 15) != 8 || ((method << 8) | flags) % 31 != 0) throw new InvalidDataException("There is no zlib header.");
            if ((flags & DictionaryFlag) != 0) throw new UnsupportedCompressionException("The stream needs a dictionary.");
            _inflate = new(feed);
        }
        var read = _inflate.Read(buffer);
        if (read > 0) return read;
        _done = true;
        // A checksum that is cut off stops no loader that already has the data.
        Span<byte> checksum = stackalloc byte[4];
        feed.Some(checksum);
        return 0;
    }
}
