namespace Assay.Reporting.Api.Shapes;

/// <summary>A task that was put back into its queue.</summary>
public sealed record RetriedTask(Guid TaskId);
