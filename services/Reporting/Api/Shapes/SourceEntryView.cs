using Assay.Contracts.Values;
using Assay.Domain.Trust;

namespace Assay.Reporting.Api.Shapes;

/// <summary>One file of a list.</summary>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Path">Null where the list names none.</param>
/// <param name="Model">The model that the entry is about; null where it is about bytes alone.</param>
/// <param name="Reason">Null for none.</param>
public sealed record SourceEntryView(Sha256Digest Sha256, string? Path, string? Model, string? Reason)
{
    public static SourceEntryView Of(ListEntry entry) => new(entry.Sha256, entry.Path, entry.Scope?.ToString(), entry.Reason);
}
