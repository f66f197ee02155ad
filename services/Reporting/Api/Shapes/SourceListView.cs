using Assay.Contracts.Values;
using Assay.Domain.Trust;

namespace Assay.Reporting.Api.Shapes;

/// <summary>An imported list of known files.</summary>
/// <param name="Name">What findings and vouchers call it.</param>
/// <param name="Kind">good or bad.</param>
/// <param name="Format">How it was written.</param>
/// <param name="Digest">SHA-256 of the bytes that were imported.</param>
/// <param name="Entries">Files that it names.</param>
/// <param name="Precedence">Which of several lists is believed where they disagree: the larger.</param>
/// <param name="Reason">Null for none.</param>
/// <param name="ImportedBy">The token's name, or the account of the machine.</param>
/// <param name="ImportedAt">When it was imported.</param>
/// <param name="ExpiresAt">From then on it says nothing; null for never.</param>
public sealed record SourceListView(
    string Name, ListKind Kind, ListFormat Format, Sha256Digest Digest, long Entries, int Precedence, string? Reason, string ImportedBy,
    DateTimeOffset ImportedAt, DateTimeOffset? ExpiresAt)
{
    public static SourceListView Of(TrustedList list) => new(
        list.Name, list.Kind, list.Format, list.Digest, list.Entries, list.Precedence, list.Reason, list.ImportedBy, list.ImportedAt, list.ExpiresAt);
}
