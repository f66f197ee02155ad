using Assay.Domain.Verdicts;

namespace Assay.Storage.Verdicts;

/// <summary>Verdicts, kept as history. Written by <see cref="Ledger.IScanLedger.ConcludeAsync"/> only.</summary>
public interface IVerdictRepository
{
    Task<Verdict?> ReadAsync(Guid verdictId, CancellationToken cancellationToken);

    /// <summary>The newest verdict of a scan (a retried scan has several).</summary>
    Task<Verdict?> ReadOfScanAsync(Guid scanId, CancellationToken cancellationToken);

    /// <summary>The newest verdict of every scan of a run, in the order the scans were submitted; scans without one are left out.</summary>
    Task<IReadOnlyList<Verdict>> ReadOfRunAsync(Guid runId, CancellationToken cancellationToken);

    /// <summary>The verdict that stands for a target now.</summary>
    Task<Verdict?> ReadCurrentAsync(string target, CancellationToken cancellationToken);

    /// <summary>All verdicts of a target, newest first.</summary>
    Task<IReadOnlyList<Verdict>> HistoryAsync(string target, int max, CancellationToken cancellationToken);
}
