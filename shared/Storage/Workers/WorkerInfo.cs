namespace Assay.Storage.Workers;

/// <summary>A worker process as it describes itself.</summary>
/// <param name="Id">Unique for each start: host, process id and a random part.</param>
/// <param name="Service">E.g. <c>inspect</c>.</param>
/// <param name="Host">Host name.</param>
/// <param name="Version">Product version.</param>
/// <param name="StartedAt">Start of the process.</param>
/// <param name="SeenAt">Last beat.</param>
/// <param name="Slots">Tasks it can do at once, over all lanes.</param>
/// <param name="Busy">Tasks it does now.</param>
/// <param name="Detail">Anything worth showing, e.g. execution providers; null for none.</param>
public sealed record WorkerInfo(
    string Id, string Service, string Host, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, int Slots, int Busy, string? Detail);
