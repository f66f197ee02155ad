using Assay.Messaging.Configuration;
using Microsoft.Extensions.Configuration;

namespace Assay.Hosting.Startup;

/// <summary>
/// How long a stop may take: handlers (<see cref="BusOptions.ConsumerStopTimeout"/>) less than the bus (<see cref="BusOptions.StopTimeout"/>) less
/// than the
/// host, whose supervisor has to wait longer still.
/// </summary>
internal static class ShutdownOrder
{
    /// <summary>For the outbox' last batch and the last telemetry.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    public static TimeSpan HostTimeout(IConfiguration configuration)
    {
        // Read straight from the section: host options are made before the bus options are validated.
        var text = configuration.GetSection(BusOptions.Section)[nameof(BusOptions.StopTimeout)];
        return (TimeSpan.TryParse(text, null, out var stop) ? stop : new BusOptions().StopTimeout) + Slack;
    }
}
