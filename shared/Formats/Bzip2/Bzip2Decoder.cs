using Assay.Formats.Expansion;

namespace Assay.Formats.Bzip2;

/// <summary>Expands bzip2: all streams that follow each other, as one.</summary>
internal sealed class Bzip2Decoder(ByteFeed feed) : WindowedDecoder(new(0))
{
    private const ulong BlockMark = 0x314159265359;
    private const ulong EndMark = 0x177245385090;

    private readonly Bzip2Bits _bits = new(feed);
    private Bzip2Block? _block;
    private bool _inStream;
    private bool _any;
    private long _end;

    public override long Consumed => _end;

    protected override void Step()
    {
        if (_block is { IsEmpty: false }) _block.Write(Window, Chunk);
        else if (!_inStream) BeginStream();
        else
        {
            var mark = ((ulong)_bits.Take(24) << 24) | _bits.Take(24);
            _bits.Take(16);
            _bits.Take(16);
            if (mark == BlockMark) _block!.Read(_bits);
            else if (mark == EndMark) EndStream();
            else throw new InvalidDataException("A block has no mark.");
        }
    }

    private void BeginStream()
    {
        if (_any)
        {
            // Loaders go on where another stream follows, and ignore everything else.
            if (feed.Peek() != 'B')
            {
                Done = true;
                return;
            }
        }
        Span<byte> header = stackalloc byte[4];
        if (feed.Some(header) < 4 || !header.StartsWith("BZh"u8) || header[3] is < (byte)'1' or > (byte)'9')
        {
            if (!_any) throw new InvalidDataException("There is no bzip2 header.");
            Done = true;
            return;
        }
        _block = new((header[3] - '0') * 100_000);
        _inStream = true;
    }

    private void EndStream()
    {
        _bits.Align();
        _inStream = false;
        _any = true;
        _end = feed.Position;
    }
}
