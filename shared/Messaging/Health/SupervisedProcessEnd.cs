using Assay.Messaging.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Assay.Messaging.Health;

/// <summary>
/// Stops the host, and exits some time after the bus' stop timeout, whatever the host does: a bus that hangs may hang in its stop, too.
/// </summary>
internal sealed class SupervisedProcessEnd(IHostApplicationLifetime lifetime, IOptions<BusOptions> options) : IProcessEnd
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    public void End(int exitCode)
    {
        Environment.ExitCode = exitCode;
        var deadline = options.Value.StopTimeout + Slack;
        var guard = new Thread(() =>
        {
            Thread.Sleep(deadline);
            Environment.Exit(exitCode);
        })
        { IsBackground = true, Name = "assay-forced-exit" };
        guard.Start();
        lifetime.StopApplication();
    }
}
