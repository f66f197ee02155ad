namespace Assay.Reporting.Api.Progress;

/// <summary>What somebody follows: a run or a single scan.</summary>
internal readonly record struct ProgressSubject(Guid Id, bool IsRun);
