namespace Assay.Reporting.Api.Shapes;

/// <summary>An imported list with its first entries.</summary>
/// <param name="List">The list.</param>
/// <param name="Entries">At most a hundred.</param>
public sealed record SourceListDetail(SourceListView List, IReadOnlyList<SourceEntryView> Entries);
