namespace Assay.Formats.Protobuf;

/// <summary>
/// A source that is read as protobuf messages, without generated code: the wire format only. Values are ranges until somebody asks for them, so a
/// tensor of gigabytes costs its tag. Hostile input is a <see cref="Fault"/>, never an exception. Not safe for parallel use.
/// </summary>
public sealed class ProtoInput(ByteSource source, ProtoLimits? limits = null, CancellationToken cancellationToken = default)
{
    private const int WindowSize = 16 * 1024;
    private const int TokenEvery = 4096;

    private readonly byte[] _window = new byte[WindowSize];
    private long _windowStart;
    private int _windowLength;
    private long _fields;

    public ByteSource Source { get; } = source;

    public ProtoLimits Limits { get; } = limits ?? new();

    /// <summary>The first thing that was wrong.</summary>
    public ProtoFault Fault { get; private set; }

    /// <summary>Where it was.</summary>
    public long FaultOffset { get; private set; }

    /// <summary>Fields read so far.</summary>
    public long Fields => _fields;

    /// <summary>The whole source as one message.</summary>
    public ProtoMessage Root() => new(this, 0, Source.Length, 0);

    /// <summary>A part of the source as one message.</summary>
    public ProtoMessage Message(long offset, long length) => new(this, offset, Math.Min(Source.Length, offset + length), 0);

    internal void Fail(ProtoFault fault, long offset)
    {
        if (Fault == ProtoFault.None) (Fault, FaultOffset) = (fault, offset);
    }

    internal bool TakeField(long offset)
    {
        if (_fields++ % TokenEvery == 0) cancellationToken.ThrowIfCancellationRequested();
        if (_fields <= Limits.Fields) return true;
        Fail(ProtoFault.TooMany, offset);
        return false;
    }

    /// <summary>The byte at an offset; -1 behind the end.</summary>
    internal int ByteAt(long offset)
    {
        if (offset < _windowStart || offset >= _windowStart + _windowLength)
        {
            _windowStart = offset;
            _windowLength = Source.Read(offset, _window);
            if (_windowLength == 0) return -1;
        }
        return _window[offset - _windowStart];
    }
}
