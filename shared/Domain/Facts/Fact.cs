namespace Assay.Domain.Facts;

/// <summary>An immutable result about content.</summary>
public sealed record Fact(FactKey Key, FactBody Body, DateTimeOffset RecordedAt);
