using Assay.Contracts.Values;

namespace Assay.Contracts.Messages;

/// <summary>Event: a scan has its verdict. Published at least once; <paramref name="VerdictId"/> is the key to drop doubles by.</summary>
public sealed record ScanCompleted(Guid ScanId, Guid VerdictId, string Target, VerdictKind Verdict, VerdictKind? PreviousVerdict, string? TraceParent = null);
