namespace Assay.Formats.MessagePack;

/// <summary>What a value is.</summary>
public enum MessagePackKind
{
    Nil,
    Boolean,
    Number,
    Text,
    Binary,
    Array,
    Map,
    Extension,
}
