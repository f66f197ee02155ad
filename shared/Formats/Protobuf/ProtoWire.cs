namespace Assay.Formats.Protobuf;

/// <summary>How the value of a field is stored.</summary>
public enum ProtoWire
{
    Varint = 0,
    Fixed64 = 1,

    /// <summary>A length and as many bytes: text, bytes, a message or packed numbers.</summary>
    Counted = 2,
    Group = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
