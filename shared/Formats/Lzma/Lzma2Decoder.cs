using Assay.Formats.Expansion;

namespace Assay.Formats.Lzma;

/// <summary>LZMA2: chunks of LZMA or of plain bytes, each with its sizes; a zero ends it.</summary>
internal sealed class Lzma2Decoder : WindowedDecoder
{
    private readonly ByteFeed _feed;
    private readonly RangeDecoder _range;
    private readonly LzmaModel _model;
    private long _packedEnd;
    private long _chunkEnd;
    private long _start;
    private bool _isPlain;
    private bool _hasProperties;
    private bool _hasDictionary;

    public Lzma2Decoder(ByteFeed feed, long dictionary)
        : base(new(Math.Max(dictionary, 4096L)))
    {
        _feed = feed;
        _range = new(feed);
        _model = new(_range);
    }

    public override long Consumed => _feed.Position;

    /// <summary>The dictionary's size from its one byte (in xz and 7z); null where it is none.</summary>
    public static long? DictionarySize(byte code) => code switch
    {
        > 40 => null,
        40 => uint.MaxValue,
        _ => (2L | (code & 1u)) << ((code / 2) + 11),
    };

    protected override void Step()
    {
        if (Window.Written == _chunkEnd) Begin();
        else if (_isPlain) CopyPlain();
        else
        {
            if (!_model.Run(Window, Math.Min(_chunkEnd, Window.Written + Chunk), _start)) throw new InvalidDataException("LZMA2 has an end marker.");
            if (Window.Written < _chunkEnd) return;
            if (_model.Left > 0) throw new InvalidDataException("A match does not fit its chunk.");
            if (_feed.Position < _packedEnd) _range.Normalize();
            if (_feed.Position != _packedEnd) throw new InvalidDataException("A chunk of LZMA2 has another length than it states.");
        }
    }

    private void Begin()
    {
        var control = _feed.Byte();
        if (control == 0)
        {
            Done = true;
            return;
        }
        if (control is > 2 and < 0x80) throw new InvalidDataException("A chunk of LZMA2 has an unknown kind.");
        if (control == 1 || control >= 0xe0)
        {
            Window.Reset();
            _start = Window.Written;
            _hasDictionary = true;
        }
        if (!_hasDictionary) throw new InvalidDataException("LZMA2 does not begin with a new dictionary.");
        _isPlain = control <= 2;
        var size = BigEndian16() + 1 + (_isPlain ? 0 : (control & 0x1f) << 16);
        _chunkEnd = Window.Written + size;
        if (_isPlain) return;
        var packed = BigEndian16() + 1;
        if (control >= 0xc0)
        {
            if (!_model.TrySet(_feed.Byte())) throw new InvalidDataException("The properties of LZMA are impossible.");
            _hasProperties = true;
        }
        if (!_hasProperties) throw new InvalidDataException("LZMA2 has no properties.");
        if (control >= 0xa0) _model.Reset();
        _packedEnd = _feed.Position + packed;
        _range.Begin();
    }

    private void CopyPlain()
    {
        Span<byte> bytes = stackalloc byte[4096];
        while (Window.Written < _chunkEnd && Window.Pending < Chunk)
        {
            var part = bytes[..(int)Math.Min(_chunkEnd - Window.Written, bytes.Length)];
            var read = _feed.Some(part);
            Window.Put(part[..read]);
            if (read < part.Length) throw new InvalidDataException("The compressed data ends early.");
        }
    }

    private int BigEndian16() => (_feed.Byte() << 8) | _feed.Byte();
}
