namespace Assay.Formats.SafeTensors;

/// <summary>Something about the file that the format forbids, or that no writer does.</summary>
/// <param name="What">In words; names from the file are not part of it.</param>
/// <param name="Offset">Where it was seen.</param>
/// <param name="Name">The tensor or key that it is about. Untrusted.</param>
public sealed record SafeTensorsFault(string What, long Offset, string? Name = null);
