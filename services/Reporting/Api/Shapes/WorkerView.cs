using Assay.Storage.Workers;

namespace Assay.Reporting.Api.Shapes;

/// <summary>A worker process as it describes itself.</summary>
/// <param name="Id">Unique for each start.</param>
/// <param name="Service">What it does, e.g. <c>inspect</c>.</param>
/// <param name="Host">Where it runs.</param>
/// <param name="Version">Product version.</param>
/// <param name="Slots">Tasks that it can do at once.</param>
/// <param name="Busy">Tasks that it does now.</param>
/// <param name="StartedAt">Since when.</param>
/// <param name="SeenAt">Last sign of life.</param>
/// <param name="Detail">Anything else, e.g. execution providers.</param>
public sealed record WorkerView(
    string Id, string Service, string Host, string Version, int Slots, int Busy, DateTimeOffset StartedAt, DateTimeOffset SeenAt, string? Detail)
{
    internal static WorkerView Of(WorkerInfo worker) => new(
        worker.Id, worker.Service, worker.Host, worker.Version, worker.Slots, worker.Busy, worker.StartedAt, worker.SeenAt, worker.Detail);
}
