namespace Assay.Formats.Gguf;

/// <summary>One pair of the metadata.</summary>
/// <param name="Key">Untrusted.</param>
/// <param name="Type">Of the value.</param>
/// <param name="Offset">Of the value's bytes.</param>
/// <param name="Text">The text; null for other values. Cut after <see cref="GgufReader.MaxText"/> bytes.</param>
/// <param name="Number">An integer or truth value; null for others.</param>
/// <param name="Items">The texts of an array of texts, as long as there are few of them; null for others.</param>
public sealed record GgufEntry(string Key, GgufValueType Type, long Offset, string? Text, long? Number, IReadOnlyList<string>? Items);
