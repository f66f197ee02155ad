namespace Assay.Formats.FlatBuffers;

/// <summary>
/// A source that is read as a flatbuffer, without a schema. Every offset is checked; what points outside is a fault and reads as absent. Tables
/// may be
/// shared or refer to each other in circles, so what is visited is counted. Not safe for parallel use.
/// </summary>
public sealed class FlatInput(ByteSource source, long maxTables = 4_000_000, CancellationToken cancellationToken = default)
{
    private const int TokenEvery = 4096;
    private long _tables;

    public Window Window { get; } = new(source);

    /// <summary>The first thing that was wrong, in words; null where nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>Where it was.</summary>
    public long FaultOffset { get; private set; }

    /// <summary>The four letters that name the schema, behind the root offset.</summary>
    public bool HasIdentifier(ReadOnlySpan<byte> identifier) => Window.TryRead(4, 4, out var bytes) && bytes.SequenceEqual(identifier);

    /// <summary>The root table; an absent one where the offset leads outside.</summary>
    public FlatTable Root() => Window.TryInt32(0, false, out var offset) ? Table(unchecked((uint)offset)) : Bad("the file is too short", 0);

    internal FlatTable Table(long at)
    {
        if (_tables++ % TokenEvery == 0) cancellationToken.ThrowIfCancellationRequested();
        if (_tables > maxTables) return Bad("there are more tables than are followed", at);
        if (!Window.TryInt32(at, false, out var back)) return Bad("a table lies outside of the file", at);
        var vtable = at - back;
        if (!Window.TryRead(vtable, 4, out var head)) return Bad("a table's directory lies outside of the file", at);
        var (size, inline) = (head[0] | (head[1] << 8), head[2] | (head[3] << 8));
        if (size < 4 || size % 2 != 0 || !Window.Holds(vtable, size)) return Bad("a table's directory has an impossible size", vtable);
        return inline < 4 || !Window.Holds(at, inline) ? Bad("a table is longer than the file", at) : new(this, at, vtable, size, inline);
    }

    internal void Fail(string what, long at)
    {
        if (Fault is null) (Fault, FaultOffset) = (what, Math.Clamp(at, 0, Window.Length));
    }

    private FlatTable Bad(string what, long at)
    {
        Fail(what, at);
        return default;
    }
}
