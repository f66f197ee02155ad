namespace Assay.Formats.Hdf5;

/// <summary>Another file that reading an object opens.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Path">Of the object or link in this file.</param>
/// <param name="File">Name of the other file, as written.</param>
/// <param name="Target">Object in the other file; null where its bytes are taken.</param>
/// <param name="Offset">Of the message that names it.</param>
public sealed record Hdf5Reference(Hdf5ReferenceKind Kind, string Path, string File, string? Target, long Offset);
