namespace Assay.Formats.Gguf;

/// <summary>Something about the file that no writer does.</summary>
/// <param name="What">In words; names from the file are not part of it.</param>
/// <param name="Offset">Where it was seen.</param>
/// <param name="Name">The key or tensor that it is about. Untrusted.</param>
public sealed record GgufFault(string What, long Offset, string? Name = null);
