namespace Assay.Formats.Protobuf;

/// <summary>A field as it stands in the bytes.</summary>
/// <param name="Number">1 to 536,870,911.</param>
/// <param name="Wire">How the value is stored.</param>
/// <param name="Value">Of a number; 0 for others.</param>
/// <param name="Start">Offset of the tag.</param>
/// <param name="Offset">Offset of the value; behind the length where there is one.</param>
/// <param name="Length">Of the value in bytes, cut at the end of the message.</param>
public readonly record struct ProtoField(int Number, ProtoWire Wire, ulong Value, long Start, long Offset, long Length)
{
    /// <summary>Offset behind the value.</summary>
    public long End => Offset + Length;

    /// <summary>The value of a signed number (int32, int64).</summary>
    public long Signed => (long)Value;

    /// <summary>True for a field of this number that is text, bytes or a message: with another wire type loaders take it for an unknown field.</summary>
    public bool IsCounted(int number) => Number == number && Wire == ProtoWire.Counted;

    /// <summary>True for a field of this number that is an integer.</summary>
    public bool IsVarint(int number) => Number == number && Wire == ProtoWire.Varint;
}
