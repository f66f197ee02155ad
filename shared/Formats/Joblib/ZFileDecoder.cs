using System.Buffers;
using Assay.Formats.Deflate;
using Assay.Formats.Expansion;

namespace Assay.Formats.Joblib;

/// <summary>joblib's own container before version 0.10: "ZF", the expanded length in hexadecimal, a zlib stream.</summary>
internal sealed class ZFileDecoder(ByteFeed feed) : DecoderStream
{
    private const int LengthSize = 18;
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF_L"u8);
    private ZlibDecoder? _zlib;

    public override long Consumed => feed.Position;

    /// <summary>True where the header is right: joblib reads the length with Python's int(text, 16).</summary>
    public static bool Looks(ReadOnlySpan<byte> head)
    {
        if (head.Length < 2 + LengthSize + 2 || !head.StartsWith("ZF"u8)) return false;
        var length = head.Slice(2, LengthSize).Trim(" \t\r\n\v\f\0"u8);
        if (length.StartsWith("+"u8)) length = length[1..];
        if (length.StartsWith("0x"u8) || length.StartsWith("0X"u8)) length = length[2..];
        return !length.IsEmpty && !length.ContainsAnyExcept(HexDigits);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_zlib is null)
        {
            feed.Skip(2 + LengthSize);
            // Some versions padded the length by one more.
            if (feed.Peek() == ' ') feed.Byte();
            _zlib = new(feed);
        }
        return _zlib.Read(buffer);
    }
}
