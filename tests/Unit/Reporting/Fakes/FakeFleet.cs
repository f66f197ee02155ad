using Assay.Domain.Facts;
using Assay.Storage.Facts;
using Assay.Storage.Workers;

namespace Assay.Tests.Unit.Reporting.Fakes;

/// <summary>Workers and analysers in memory.</summary>
internal sealed class FakeFleet : IWorkerRegistry, IAnalyserCatalog
{
    public List<WorkerInfo> Workers { get; } = [];

    public List<AnalyserDescriptor> Analysers { get; } = [];

    public Task BeatAsync(WorkerInfo worker, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task LeaveAsync(string id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<WorkerInfo>> ListAsync(TimeSpan within, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkerInfo>>(Workers);

    public Task AnnounceAsync(IReadOnlyList<AnalyserDescriptor> descriptors, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<AnalyserDescriptor>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AnalyserDescriptor>>(Analysers);
}
