namespace Assay.Formats.Hdf5;

/// <summary>The value of an attribute or of a small dataset.</summary>
/// <param name="Path">Of the object that has it.</param>
/// <param name="Name">Of the attribute; empty for a dataset's own value.</param>
/// <param name="Offset">Of the message that describes it.</param>
/// <param name="Elements">Bytes of each element, padding of texts removed; one for a scalar.</param>
/// <param name="IsCut">True where more elements or bytes exist than are kept, or some could not be read.</param>
public sealed record Hdf5Value(string Path, string Name, long Offset, IReadOnlyList<ReadOnlyMemory<byte>> Elements, bool IsCut);
