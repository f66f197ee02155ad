using Assay.Formats.Expansion;

namespace Assay.Formats.Lzma;

/// <summary>Raw LZMA with known properties: in 7z folders, zip members and .lzma files.</summary>
internal sealed class LzmaDecoder : WindowedDecoder
{
    private readonly ByteFeed _feed;
    private readonly RangeDecoder _range;
    private readonly LzmaModel _model;
    private readonly long _size;
    private bool _begun;

    /// <param name="feed">At the first byte of the range decoder.</param>
    /// <param name="properties">lc, lp and pb in one byte.</param>
    /// <param name="dictionary">Claimed size of the dictionary.</param>
    /// <param name="size">Expanded size; -1 where an end marker says it.</param>
    public LzmaDecoder(ByteFeed feed, byte properties, uint dictionary, long size)
        : base(new(Math.Max(dictionary, 4096L)))
    {
        _feed = feed;
        _range = new(feed);
        _model = new(_range);
        _size = size;
        if (!_model.TrySet(properties)) throw new InvalidDataException("The properties of LZMA are impossible.");
        _model.Reset();
    }

    public override long Consumed => _feed.Position;

    protected override void Step()
    {
        if (!_begun)
        {
            _range.Begin();
            _begun = true;
        }
        var limit = Window.Written + Chunk;
        if (_size >= 0) limit = Math.Min(limit, _size);
        if (!_model.Run(Window, limit, 0))
        {
            _range.Normalize();
            Done = true;
        }
        else if (Window.Written == _size)
        {
            // An end marker may follow all the same; the one who frames the data knows where it ends.
            Done = true;
        }
    }
}
