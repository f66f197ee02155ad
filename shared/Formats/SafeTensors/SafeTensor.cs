namespace Assay.Formats.SafeTensors;

/// <summary>One tensor of the header.</summary>
/// <param name="Name">Untrusted.</param>
/// <param name="Type">The element type as written, e.g. <c>BF16</c>. Untrusted.</param>
/// <param name="Shape">As written.</param>
/// <param name="Start">First byte of its data, from the end of the header.</param>
/// <param name="End">Behind the last byte of its data, from the end of the header.</param>
public sealed record SafeTensor(string Name, string Type, IReadOnlyList<long> Shape, long Start, long End);
