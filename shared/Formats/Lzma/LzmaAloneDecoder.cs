using Assay.Formats.Expansion;

namespace Assay.Formats.Lzma;

/// <summary>The .lzma format: properties, dictionary size and expanded size, then LZMA.</summary>
internal sealed class LzmaAloneDecoder(ByteFeed feed) : DecoderStream
{
    private LzmaDecoder? _lzma;

    public override long Consumed => feed.Position;

    public override int Read(Span<byte> buffer)
    {
        if (_lzma is null)
        {
            var properties = feed.Byte();
            var dictionary = feed.UInt32();
            _lzma = new(feed, properties, dictionary, (long)feed.UInt64());
        }
        return _lzma.Read(buffer);
    }
}
