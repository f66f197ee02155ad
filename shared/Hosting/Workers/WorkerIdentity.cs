namespace Assay.Hosting.Workers;

/// <summary>Who this process is, the same in leases, heartbeats, logs and telemetry.</summary>
/// <param name="Id">Unique for each start: host, process id and a random part.</param>
/// <param name="Service">E.g. <c>inspect</c>.</param>
/// <param name="Host">Host name.</param>
/// <param name="Version">Product version.</param>
/// <param name="StartedAt">Start of the process.</param>
public sealed record WorkerIdentity(string Id, string Service, string Host, string Version, DateTimeOffset StartedAt)
{
    /// <summary>The identity of this process, with a new random part at each call.</summary>
    public static WorkerIdentity Create(string service, TimeProvider time)
    {
        var version = typeof(WorkerIdentity).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
        var host = Environment.MachineName;
        return new($"{host}-{Environment.ProcessId}-{Guid.NewGuid().ToString("n")[..8]}", service, host, version, time.GetUtcNow());
    }
}
