using Assay.Domain.Verdicts;
using Assay.Storage.Verdicts;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>Verdicts in memory, oldest first.</summary>
internal sealed class FakeVerdicts : IVerdictRepository
{
    public List<Verdict> All { get; } = [];

    /// <summary>Run of each scan.</summary>
    public Dictionary<Guid, Guid> Runs { get; } = [];

    public Task<Verdict?> ReadAsync(Guid verdictId, CancellationToken cancellationToken) => Task.FromResult(All.Find(v => v.Id == verdictId));

    public Task<Verdict?> ReadOfScanAsync(Guid scanId, CancellationToken cancellationToken) => Task.FromResult(All.FindLast(v => v.ScanId == scanId));

    public Task<IReadOnlyList<Verdict>> ReadOfRunAsync(Guid runId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Verdict>>([.. All.Where(v => Runs.GetValueOrDefault(v.ScanId) == runId)]);

    public Task<Verdict?> ReadCurrentAsync(string target, CancellationToken cancellationToken) =>
        Task.FromResult(All.FindLast(v => v.Target == target));

    public Task<IReadOnlyList<Verdict>> HistoryAsync(string target, int max, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Verdict>>([.. Enumerable.Reverse(All).Where(v => v.Target == target).Take(max)]);
}
