namespace Assay.Domain.Trust.Lists;

/// <summary>What a look through a list has shown.</summary>
/// <param name="Format">The format, guessed where none was named.</param>
/// <param name="Entries">Lines that name a SHA-256.</param>
/// <param name="Skipped">Lines that only name other digests.</param>
/// <param name="Problems">Empty where the list can be imported; each says where.</param>
public sealed record ListReading(ListFormat Format, long Entries, long Skipped, IReadOnlyList<string> Problems);
