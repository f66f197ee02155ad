using Assay.Contracts.Values;

namespace Assay.Contracts.Messages;

/// <summary>
/// Hint to the workers of a stage and lane: there is a task to claim. Loss, doubling and reordering are harmless, because the claim in the
/// ledger decides who does the task and the reconciler repeats what was lost.
/// </summary>
/// <param name="TaskId">The task that became ready. A worker may claim this one or any other ready task of the same stage and lane.</param>
/// <param name="ScanId">The scan it belongs to.</param>
/// <param name="Stage">Which service.</param>
/// <param name="Lane">Which queue.</param>
/// <param name="TraceParent">W3C trace context of the scan, so that one scan is one trace; null when tracing is off.</param>
public sealed record TaskReady(Guid TaskId, Guid ScanId, Stage Stage, Lane Lane, string? TraceParent = null);
