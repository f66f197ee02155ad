namespace Assay.Formats.Expansion;

/// <summary>A member's bytes, expanded; frees memory or the temporary file when disposed.</summary>
public sealed class ExpandedBytes : IDisposable
{
    private readonly FileStream? _spool;

    internal ExpandedBytes(ByteSource bytes, ExpansionStop stop, FileStream? spool = null)
    {
        Bytes = bytes;
        Stop = stop;
        _spool = spool;
    }

    /// <summary>What was expanded: all of it, or what came before the stop.</summary>
    public ByteSource Bytes { get; }

    /// <summary>Why it ended.</summary>
    public ExpansionStop Stop { get; }

    /// <summary>Bytes that need no expanding.</summary>
    public static ExpandedBytes Stored(ByteSource bytes) => new(bytes, ExpansionStop.Complete);

    /// <summary>A member that cannot be opened.</summary>
    public static ExpandedBytes Closed(ExpansionStop why) => new(new MemoryByteSource(default), why);

    public void Dispose() => _spool?.Dispose();
}
