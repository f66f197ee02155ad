using Assay.Domain.Tasks;

namespace Assay.Storage.Ledger.Rows;

/// <summary>What is said of a task whose worker was not heard of until its lease ran out.</summary>
internal static class OverdueLease
{
    public static TaskFailure Failure { get; } = new(
        FailureCategory.Crashed, "The worker that held the task stopped renewing its lease: it crashed, was killed, or lost the database. See the worker's log.");
}
