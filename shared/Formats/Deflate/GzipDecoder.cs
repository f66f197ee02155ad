using Assay.Formats.Expansion;

namespace Assay.Formats.Deflate;

/// <summary>Expands gzip (RFC 1952): all members that follow each other, as one stream. Zeros between them are padding, as every reader has it.</summary>
internal sealed class GzipDecoder(ByteFeed feed) : DecoderStream
{
    private const int HeaderCrcFlag = 2;
    private const int ExtraFlag = 4;
    private const int NameFlag = 8;
    private const int CommentFlag = 16;

    private InflateStream? _inflate;
    private bool _any;
    private long _end;

    public override long Consumed => _end;

    public override int Read(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_inflate is null && !TryBegin()) return 0;
            var read = _inflate!.Read(buffer);
            if (read > 0) return read;
            // The checksum does not stop a loader that has what it wants, so it stops nobody here; the length was counted by the data's own end.
            feed.Skip(8);
            _inflate = null;
            _any = true;
            _end = feed.Position;
        }
        return 0;
    }

    private bool TryBegin()
    {
        while (_any && feed.Peek() == 0) feed.Byte();
        if (_any && feed.Peek() < 0) _end = feed.Position;
        if (feed.Peek() != 0x1f) return _any ? false : throw new InvalidDataException("There is no gzip header.");
        feed.Byte();
        if (feed.TryByte() != 0x8b || feed.TryByte() != 8) return _any ? false : throw new InvalidDataException("There is no gzip header.");
        var flags = feed.Byte();
        feed.Skip(6);
        if ((flags & ExtraFlag) != 0) feed.Skip(feed.Byte() | (feed.Byte() << 8));
        if ((flags & NameFlag) != 0) SkipText();
        if ((flags & CommentFlag) != 0) SkipText();
        if ((flags & HeaderCrcFlag) != 0) feed.Skip(2);
        _inflate = new(feed);
        return true;
    }

    private void SkipText()
    {
        while (feed.Byte() != 0)
        {
            // The text ends with a zero.
        }
    }
}
