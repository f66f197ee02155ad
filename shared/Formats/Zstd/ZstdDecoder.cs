using Assay.Formats.Expansion;

namespace Assay.Formats.Zstd;

/// <summary>Expands zstd (RFC 8878): all frames that follow each other, skippable ones among them, as one stream.</summary>
internal sealed class ZstdDecoder(ByteFeed feed) : WindowedDecoder(new(0))
{
    /// <summary>Largest block.</summary>
    public const int MaxBlock = 128 * 1024;

    private const uint Magic = 0xfd2fb528;

    private readonly byte[] _block = new byte[MaxBlock];
    private LiteralsSection? _literals;
    private SequencesSection? _sequences;
    private bool _hasChecksum;
    private bool _inFrame;
    private bool _isLast;
    private bool _any;
    private int _run;
    private long _end;

    public override long Consumed => _end;

    protected override void Step()
    {
        if (!_inFrame) BeginFrame();
        else if (_run > 0)
        {
            var part = Math.Min(_run, Chunk);
            Window.Put(_block.AsSpan(0, part));
            _run -= part;
        }
        else if (_isLast) EndFrame();
        else Block();
    }

    private void BeginFrame()
    {
        Span<byte> head = stackalloc byte[4];
        var magic = feed.Some(head) == 4 ? BitConverter.ToUInt32(head) : 0;
        if ((magic & 0xfffffff0) == 0x184d2a50)
        {
            feed.Skip(feed.UInt32());
            _any = true;
            _end = feed.Position;
            return;
        }
        if (magic != Magic)
        {
            if (!_any) throw new InvalidDataException("There is no zstd frame.");
            Done = true;
            return;
        }
        var flags = feed.Byte();
        var isSingle = (flags & 0x20) != 0;
        _hasChecksum = (flags & 4) != 0;
        long window = 0;
        if (!isSingle)
        {
            var descriptor = feed.Byte();
            var whole = 1L << (10 + (descriptor >> 3));
            window = whole + (whole / 8 * (descriptor & 7));
        }
        if (Number((flags & 3) switch { 3 => 4, var n => n }) != 0) throw new UnsupportedCompressionException("The frame needs a dictionary.");
        var size = Number((flags >> 6) switch { 0 => isSingle ? 1 : 0, 1 => 2, 2 => 4, _ => 8 });
        if (isSingle) window = (long)Math.Min(size + 256, long.MaxValue / 2);
        Window = new(Math.Max(window, 1024));
        (_literals, _sequences) = (new(), new());
        (_inFrame, _isLast) = (true, false);
    }

    private void Block()
    {
        var header = feed.Byte() | (feed.Byte() << 8) | (feed.Byte() << 16);
        _isLast = (header & 1) != 0;
        var size = header >> 3;
        if (size > MaxBlock) throw new InvalidDataException("A block is too long.");
        switch ((header >> 1) & 3)
        {
            case 0:
                feed.Exactly(_block.AsSpan(0, size));
                Window.Put(_block.AsSpan(0, size));
                break;
            case 1:
                _block.AsSpan(0, Chunk).Fill(feed.Byte());
                _run = size;
                break;
            case 2:
                feed.Exactly(_block.AsSpan(0, size));
                ReadOnlySpan<byte> block = _block.AsSpan(0, size);
                var literals = _literals!.Read(ref block);
                _sequences!.Run(block, literals, Window);
                break;
            default:
                throw new InvalidDataException("A block has an unknown kind.");
        }
    }

    private void EndFrame()
    {
        if (_hasChecksum) feed.Skip(4);
        _inFrame = false;
        _any = true;
        _end = feed.Position;
    }

    private ulong Number(int bytes)
    {
        ulong value = 0;
        for (var i = 0; i < bytes; i++) value |= (ulong)feed.Byte() << (8 * i);
        return value;
    }
}
