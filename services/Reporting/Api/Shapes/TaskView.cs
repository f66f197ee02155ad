using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Tasks;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A task of a scan.</summary>
/// <param name="Id">The task; what a retry names.</param>
/// <param name="Stage">The service that does it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempt">Attempts begun so far.</param>
/// <param name="Files">How many files it examines.</param>
/// <param name="Paths">The first of them, quoted.</param>
/// <param name="Failure">Why its last attempt failed; null where none did.</param>
/// <param name="Error">The same for a person, quoted.</param>
/// <param name="CanRetry">True where <c>POST /api/v1/tasks/{id}/retry</c> would do something.</param>
/// <param name="NotBefore">Earliest start of the next attempt.</param>
/// <param name="Worker">Who holds it; null where nobody does.</param>
/// <param name="StartedAt">Start of the last attempt.</param>
/// <param name="EndedAt">When it ended; null before.</param>
public sealed record TaskView(
    Guid Id, Stage Stage, TaskState State, int Attempt, int Files, IReadOnlyList<string> Paths,
    FailureCategory? Failure, string? Error, bool CanRetry,
    DateTimeOffset NotBefore, string? Worker, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
{
    /// <summary>Paths shown of one task: a plan may put thousands of small files into one.</summary>
    private const int MaxPaths = 20;

    internal static TaskView Of(ScanTask task) => new(
        task.Id, task.Stage, task.State, task.Attempt, task.Subject.Files.Count,
        [.. task.Subject.Files.Take(MaxPaths).Select(file => EvidenceText.Quote(file.Path))],
        task.FailureCategory, task.Error is null ? null : EvidenceText.Quote(task.Error, TaskFailure.MaxMessageLength),
        task.State is TaskState.Failed or TaskState.Quarantined, task.NotBefore, task.LeaseOwner, task.StartedAt, task.EndedAt);
}
