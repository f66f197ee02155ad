using Assay.Contracts.Values;

namespace Assay.Domain.Trust;

/// <summary>What a list says of one file.</summary>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Path">As the list names it, without a leading <c>./</c>; untrusted. Null where the list names none.</param>
/// <param name="Scope">The model it belongs to; null where the entry is about bytes alone.</param>
/// <param name="Reason">In the list's words; null for none.</param>
public sealed record ListEntry(Sha256Digest Sha256, string? Path, ModelScope? Scope, string? Reason);
