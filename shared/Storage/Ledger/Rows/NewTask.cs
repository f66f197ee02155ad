using Assay.Contracts.Values;
using Assay.Domain.Tasks;

namespace Assay.Storage.Ledger.Rows;

/// <summary>A task to insert in state ready.</summary>
internal sealed record NewTask(Guid Id, Guid ScanId, Stage Stage, Lane Lane, TaskSubject Subject, DateTimeOffset NotBefore);
