namespace Assay.Formats.Gguf;

/// <summary>One tensor of the table.</summary>
/// <param name="Name">Untrusted.</param>
/// <param name="Dimensions">As written, innermost first.</param>
/// <param name="Type">The number of the element type.</param>
/// <param name="DataOffset">In the file; -1 where it does not fit into any file.</param>
/// <param name="Length">In bytes; null where the type is unknown or the dimensions make no sense.</param>
/// <param name="EntryOffset">Of its entry in the table.</param>
public sealed record GgufTensor(string Name, IReadOnlyList<long> Dimensions, long Type, long DataOffset, long? Length, long EntryOffset);
