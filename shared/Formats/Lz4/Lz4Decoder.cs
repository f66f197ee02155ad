using Assay.Formats.Expansion;

namespace Assay.Formats.Lz4;

/// <summary>Expands LZ4: frames, legacy frames and skippable ones, all that follow each other.</summary>
internal sealed class Lz4Decoder(ByteFeed feed) : WindowedDecoder(new(1 << 16))
{
    private const uint FrameMagic = 0x184d2204;
    private const uint LegacyMagic = 0x184c2102;
    private const uint PlainBlock = 0x80000000;

    private readonly byte[] _bytes = new byte[4096];
    private Frame _frame;
    private bool _blockChecksum;
    private bool _contentChecksum;
    private bool _isPlain;
    private long _blockEnd = -1;
    private int _matchBits;
    private bool _expectsMatch;
    private long _literals;
    private long _match;
    private int _distance;
    private bool _any;
    private long _end;

    private enum Frame
    {
        None,
        Modern,
        Legacy,
    }

    public override long Consumed => _end;

    protected override void Step()
    {
        if (_frame == Frame.None) BeginFrame();
        else if (_blockEnd < 0) BeginBlock();
        else if (_literals > 0) CopyLiterals();
        else if (_match > 0)
        {
            var part = (int)Math.Min(_match, Chunk);
            Window.Copy(_distance, part);
            _match -= part;
        }
        else if (feed.Position == _blockEnd) EndBlock();
        else if (feed.Position > _blockEnd) throw new InvalidDataException("A block is longer than it states.");
        else if (_isPlain) _literals = _blockEnd - feed.Position;
        else Sequence();
    }

    private void BeginFrame()
    {
        if (feed.Peek() < 0 && _any)
        {
            Done = true;
            return;
        }
        Span<byte> head = stackalloc byte[4];
        var magic = feed.Some(head) == 4 ? BitConverter.ToUInt32(head) : 0;
        if ((magic & 0xfffffff0) == 0x184d2a50)
        {
            feed.Skip(feed.UInt32());
            _any = true;
            _end = feed.Position;
        }
        else BeginFrame(magic);
    }

    private void BeginFrame(uint magic)
    {
        switch (magic)
        {
            case FrameMagic:
                var flags = feed.Byte();
                feed.Byte();
                if (flags >> 6 != 1) throw new InvalidDataException("The frame has an unknown version.");
                if ((flags & 1) != 0) throw new UnsupportedCompressionException("The frame needs a dictionary.");
                _blockChecksum = (flags & 0x10) != 0;
                _contentChecksum = (flags & 4) != 0;
                feed.Skip(((flags & 8) != 0 ? 8 : 0) + 1);
                _frame = Frame.Modern;
                Window.Reset();
                break;
            case LegacyMagic:
                _blockChecksum = _contentChecksum = false;
                _frame = Frame.Legacy;
                Window.Reset();
                break;
            default:
                if (!_any) throw new InvalidDataException("There is no LZ4 frame.");
                Done = true;
                break;
        }
    }

    private void BeginBlock()
    {
        if (_frame == Frame.Legacy && feed.Peek() < 0)
        {
            EndFrame();
            return;
        }
        var size = feed.UInt32();
        if (_frame == Frame.Legacy && size is FrameMagic or LegacyMagic)
        {
            // A legacy frame ends where another one begins.
            _end = feed.Position - 4;
            BeginFrame(size);
            return;
        }
        if (_frame == Frame.Modern && size == 0)
        {
            if (_contentChecksum) feed.Skip(4);
            EndFrame();
            return;
        }
        _isPlain = _frame == Frame.Modern && (size & PlainBlock) != 0;
        _blockEnd = feed.Position + (_frame == Frame.Modern ? size & ~PlainBlock : size);
        if (_frame == Frame.Legacy) Window.Reset();
    }

    private void EndBlock()
    {
        if (_blockChecksum) feed.Skip(4);
        _blockEnd = -1;
        _expectsMatch = false;
    }

    private void EndFrame()
    {
        _frame = Frame.None;
        _any = true;
        _end = feed.Position;
    }

    private void Sequence()
    {
        if (!_expectsMatch)
        {
            var token = feed.Byte();
            _matchBits = token & 15;
            _literals = LengthOf(token >> 4);
            _expectsMatch = true;
            return;
        }
        _distance = feed.Byte() | (feed.Byte() << 8);
        _match = LengthOf(_matchBits) + 4;
        _expectsMatch = false;
    }

    private long LengthOf(int bits)
    {
        long length = bits;
        if (bits < 15) return length;
        byte more;
        do
        {
            more = feed.Byte();
            length += more;
        }
        while (more == 255);
        return length;
    }

    private void CopyLiterals()
    {
        var part = _bytes.AsSpan(0, (int)Math.Min(_literals, _bytes.Length));
        var read = feed.Some(part);
        Window.Put(part[..read]);
        _literals -= read;
        if (read < part.Length) throw new InvalidDataException("The compressed data ends early.");
    }
}
